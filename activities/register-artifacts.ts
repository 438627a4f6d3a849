import { registrationOf } from '../catalog/provider.js';
import type { ArtifactRef } from '../contracts/artifact.js';
import type { SourceFacts } from '../contracts/extraction.js';
import type { ActivityDeps } from './deps.js';
import { runActivity } from './run-activity.js';

export interface RegisterArtifactsInput {
  readonly connection: string;
  readonly facts: SourceFacts;
  readonly artifacts: readonly ArtifactRef[];
}

/** Registers artifacts with their hashes; registering one again changes nothing. */
export async function registerArtifacts(deps: ActivityDeps, input: RegisterArtifactsInput): Promise<void> {
  return runActivity(async () => {
    const { connection, facts, artifacts } = input;
    const sourceUrl = `${facts.sourceType}://${connection}/${encodeURIComponent(facts.databaseName)}`;
    await deps.catalog.registerAll(
      artifacts.map((ref) =>
        registrationOf(ref, sourceUrl, `${facts.sourceType}/${ref.stage}/${ref.kind}@1`),
      ),
    );
  });
}
