import type { ArtifactAccess } from '../artifacts/checkpoint.js';
import type { ArtifactRegistry, RunLanding } from '../catalog/provider.js';
import type { ObjectFilter } from '../contracts/object-filter.js';
import type { Source } from '../sources/source.js';

/** What activities work with; wired in `workers/build-deps.ts`, faked by hand in tests. */
export interface ActivityDeps extends ArtifactAccess {
  /** The source of a connection's name; throws `invalid_input` when there is none of that name. */
  readonly source: (connection: string) => Promise<Source>;
  /** The filter that is configured for a connection. */
  readonly filter: (connection: string) => Promise<ObjectFilter>;
  readonly catalog: ArtifactRegistry & RunLanding;
  /** Percent of a source's objects that a run may remove without being held back. */
  readonly maxRemovedPercent: number;
  /** Milliseconds after which a step has stalled in which nothing moves, where its source does not allow for more. */
  readonly stalledAfterMs: number;
}
