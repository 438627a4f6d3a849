import { createArtifactStore } from '../../artifacts/registry.js';
import { loadConfig } from '../../config/load.js';
import type { System } from './system.js';

/** Rows of all artifacts that are registered for a run, by what their store says of each: objects raw, and as they landed. */
export async function artifactRows({ catalog, environment }: System, runId: string): Promise<number> {
  const store = await createArtifactStore(loadConfig({ environment }).config.artifacts);
  const registered = await catalog.listByRun(runId);
  const rows = await Promise.all(
    registered.map(async ({ artifactId }) => Number((await store.head(artifactId))?.metadata['rows'])),
  );
  await store.close();
  return rows.reduce((sum, each) => sum + each, 0);
}
