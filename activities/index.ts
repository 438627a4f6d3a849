import { abandonRun } from './abandon-run.js';
import { connectDatabase } from './connect-database.js';
import type { ActivityDeps } from './deps.js';
import { discoverSchemas } from './discover-schemas.js';
import { extractPartition } from './extract-partition.js';
import { loadCatalog } from './load-catalog.js';
import { publishRun } from './publish-run.js';
import { recountObjects } from './recount-objects.js';
import { registerArtifacts } from './register-artifacts.js';
import { transformMetadata } from './transform-metadata.js';

type Activity<I, O> = (deps: ActivityDeps, input: I) => Promise<O>;

/** Activities that hold a session on the source; they run on the source type's own task queue. */
export function createExtractionActivities(deps: ActivityDeps) {
  const bind =
    <I, O>(activity: Activity<I, O>) =>
    (input: I) =>
      activity(deps, input);
  return {
    discoverSchemas: bind(discoverSchemas),
    extractTables: bind(extractPartition('extractTables')),
    extractColumns: bind(extractPartition('extractColumns')),
    discoverForeignKeys: bind(extractPartition('discoverForeignKeys')),
    extractObjects: bind(extractPartition('extractObjects')),
    analyzeDataQuality: bind(extractPartition('analyzeDataQuality')),
    recountObjects: bind(recountObjects),
  };
}

/** Activities on the main task queue: the first contact with the source, artifacts and the catalog. */
export function createMainActivities(deps: ActivityDeps) {
  const bind =
    <I, O>(activity: Activity<I, O>) =>
    (input: I) =>
      activity(deps, input);
  return {
    connectDatabase: bind(connectDatabase),
    transformMetadata: bind(transformMetadata),
    loadCatalog: bind(loadCatalog),
    registerArtifacts: bind(registerArtifacts),
    publishRun: bind(publishRun),
    abandonRun: bind(abandonRun),
  };
}

export type ExtractionActivities = ReturnType<typeof createExtractionActivities>;
export type MainActivities = ReturnType<typeof createMainActivities>;
