import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createArtifactStore } from '../../artifacts/registry.js';
import type { ArtifactStore } from '../../artifacts/store.js';
import { CatalogConnector } from '../../catalog/connector.js';
import type { CatalogProvider } from '../../catalog/provider.js';
import { loadConfig } from '../../config/load.js';
import { Workers } from './field.js';
import { type Lane, onDatabase, READER, SOURCE_DATABASE } from './lane.js';
import type { Scenario } from './plan.js';

/** The name under which the source is configured. */
export const CONNECTION = 'source';
/** A catalog that has been made, and holds nothing. */
const EMPTY_CATALOG = 'empty_catalog';

/** What one scenario has of its own on its lane: catalog, artifacts and workers. */
export interface Site extends AsyncDisposable {
  readonly catalogDatabase: string;
  readonly workers: Workers;
  /** Past the wires. */
  readonly catalog: CatalogProvider;
  readonly store: ArtifactStore;
}

/** Makes the catalog that every site begins with a copy of. */
export async function prepareCatalog({ catalog }: Lane): Promise<void> {
  // The servers of tests don't wait for their log; one that may crash has to.
  await onDatabase(catalog, 'postgres', 'ALTER ROLE CURRENT_USER SET synchronous_commit = on');
  // Its disk is small.
  await onDatabase(catalog, 'postgres', "ALTER SYSTEM SET max_wal_size = '64MB'");
  await onDatabase(catalog, 'postgres', 'SELECT pg_reload_conf()');
  await onDatabase(catalog, 'postgres', `CREATE DATABASE ${EMPTY_CATALOG}`);
  const provider = await CatalogConnector.open('enterprise', { url: catalog.url(EMPTY_CATALOG) });
  await provider.close();
}

export async function openSite(lane: Lane, scenario: Scenario): Promise<Site> {
  const catalogDatabase = `catalog_${scenario.number}`;
  const directory = join(lane.disks.artifacts.directory, `scenario-${scenario.number}`);
  await mkdir(directory, { recursive: true });
  await onDatabase(lane.catalog, 'postgres', `CREATE DATABASE ${catalogDatabase} TEMPLATE ${EMPTY_CATALOG}`);
  const environment = environmentOf(lane, scenario, directory, catalogDatabase);
  const { config } = loadConfig({ environment: { ...environment, ...direct(lane, environment) } });
  const store = await createArtifactStore(config.artifacts);
  const catalog = await CatalogConnector.open('enterprise', { url: lane.catalog.url(catalogDatabase) });
  const workers = new Workers(environment, directory);
  return {
    catalogDatabase,
    workers,
    catalog,
    store,
    [Symbol.asyncDispose]: async () => {
      await workers.close();
      await catalog.close();
      await store.close();
      await onDatabase(lane.catalog, 'postgres', `DROP DATABASE IF EXISTS ${catalogDatabase} WITH (FORCE)`);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** How the workers are configured: everything by way of the wires. */
function environmentOf(
  { wires, s3, catalog }: Lane,
  { store, hasSmallCache }: Scenario,
  directory: string,
  catalogDatabase: string,
): Record<string, string> {
  return {
    TEMPORAL_ADDRESS: `127.0.0.1:${wires.temporal.port}`,
    SOURCESENSE_DATA_DIRECTORY: directory,
    SOURCESENSE_CATALOG_URL: throughPort(catalog.url(catalogDatabase), wires.catalog.port),
    SOURCESENSE_CONNECTIONS_SOURCE_URL: `postgres://${READER.role}:${READER.password}@127.0.0.1:${wires.source.port}/${SOURCE_DATABASE}`,
    // So that a source that says nothing any more is given up within the scenario.
    SOURCESENSE_CONNECTIONS_SOURCE_STATEMENT_TIMEOUT_MS: '10000',
    // And a step that hangs; the longest that one is held is 12 s.
    SOURCESENSE_WORKER_STALLED_AFTER_MS: '15000',
    ...(hasSmallCache && { SOURCESENSE_WORKER_MAX_CACHED_WORKFLOWS: '2' }),
    ...(store === 's3' && {
      SOURCESENSE_ARTIFACTS_STORE: 's3',
      SOURCESENSE_ARTIFACTS_ENDPOINT: s3.proxy.endpoint,
      SOURCESENSE_ARTIFACTS_REGION: s3.region,
      SOURCESENSE_ARTIFACTS_BUCKET: catalogDatabase.replaceAll('_', '-'),
      SOURCESENSE_ARTIFACTS_CREATE_BUCKET: 'true',
      SOURCESENSE_ARTIFACTS_ACCESS_KEY_ID: s3.accessKeyId,
      SOURCESENSE_ARTIFACTS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    }),
  };
}

/** The oracle's own way to what the workers reach by wire. */
function direct({ s3 }: Lane, { SOURCESENSE_ARTIFACTS_ENDPOINT: endpoint }: Record<string, string>) {
  return endpoint === undefined ? {} : { SOURCESENSE_ARTIFACTS_ENDPOINT: s3.endpoint };
}

function throughPort(url: string, port: number): string {
  const through = new URL(url);
  through.port = String(port);
  return through.href;
}
