import { SCHEMA_VERSION } from './kinds/batch-schemas.js';
import type { Kind } from './kinds/index.js';

/** The stages whose output is checkpointed as Parquet. */
export type ArtifactStage = 'raw' | 'catalog';

/** What names an artifact; its key in the store is a pure function of this (`artifacts/keys.ts`). */
export interface ArtifactId {
  readonly runId: string;
  readonly stage: ArtifactStage;
  readonly kind: Kind;
  readonly partitionId: string;
}

/** A stored artifact, small enough to travel through workflow history (about 400 bytes). */
export interface ArtifactRef extends ArtifactId {
  /** Key in the artifact store, `/`-separated. */
  readonly key: string;
  /** Where a reader outside SourceSense finds it: `file:///...` or `s3://bucket/key`. */
  readonly uri: string;
  readonly rows: number;
  readonly sizeBytes: number;
  /** Lowercase hexadecimal SHA-256 of the stored bytes. */
  readonly sha256: string;
}

/** The partition of an artifact's id: each reading of a partition makes artifacts of its own. */
export function artifactPartitionId(partitionId: string, reading: number): string {
  return reading === 1 ? partitionId : `${partitionId}.${reading}`;
}

/** What made an artifact, with the version of its schema: `postgresql/table@1`, `catalog/table@1`. */
export function resolverName(maker: string, kind: Kind): string {
  return `${maker}/${kind}@${SCHEMA_VERSION}`;
}
