import { registrationOf } from '../catalog/provider.js';
import { type ArtifactRef, resolverName } from '../contracts/artifact.js';
import type { SourceFacts } from '../contracts/extraction.js';
import type { ActivityDeps } from './deps.js';
import { runActivity } from './run-activity.js';

export interface RegisterArtifactsInput {
  /** The run that consists of them. */
  readonly runId: string;
  readonly connection: string;
  readonly facts: SourceFacts;
  readonly artifacts: readonly ArtifactRef[];
}

/** Registers artifacts with their hashes; registering one again changes nothing. */
export async function registerArtifacts(deps: ActivityDeps, input: RegisterArtifactsInput): Promise<void> {
  return runActivity(deps, async ({ catalog }) => {
    const { runId, connection, facts, artifacts } = input;
    const sourceUrl = `sourcesense://${connection}/${encodeURIComponent(facts.databaseName)}`;
    await catalog.registerAll(
      artifacts.map((ref) => {
        const maker = ref.stage === 'raw' ? facts.sourceType : ref.stage;
        return registrationOf(ref, sourceUrl, resolverName(maker, ref.kind));
      }),
      runId,
    );
  });
}
