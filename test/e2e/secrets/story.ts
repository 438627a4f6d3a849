import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import pg from 'pg';
import { startRun } from '../../../client/start-run.js';
import { messageOf } from '../../../contracts/failure.js';
import { type CommandEnvironment, runCommand } from '../../support/command.js';
import { engines } from '../../support/engines.js';
import { type RunningWorker, startWorkerProcess } from '../../support/system.js';
import { untilReading } from './until-reading.js';
import type { CatalogPath, CommandPath, ErrorPath, RunPath } from './error-path.js';
import { SECRETS } from './planted.js';
import { openSite, type Site } from './site.js';

/** What takes longer has not come about. */
const PATIENCE_MS = 20_000;

type RunSite = Awaited<ReturnType<Site['addRun']>>;

/** A worker with every secret there is, and what was said along every error path. */
export interface Story {
  readonly site: Site;
  readonly worker: RunningWorker;
  readonly client: Client;
  readonly environment: CommandEnvironment;
  /** By the path's cause. */
  readonly said: ReadonlyMap<string, string>;
}

/** A source that nothing happens to, with secrets in its own catalog. */
export const PLAIN_RUN: RunPath = {
  ...{ strikes: 'in the middle', cause: 'nothing', says: /./, form: 'as a setting' },
};

const PLANTED = `
  CREATE FOREIGN DATA WRAPPER elsewhere;
  CREATE SERVER far FOREIGN DATA WRAPPER elsewhere
    OPTIONS (host 'far.example', password ${pg.escapeLiteral(SECRETS.foreignServer)});
  CREATE USER MAPPING FOR PUBLIC SERVER far
    OPTIONS (username 'reader', password ${pg.escapeLiteral(SECRETS.userMapping)});
  CREATE SUBSCRIPTION copied CONNECTION 'host=far.example password=${SECRETS.subscription}' PUBLICATION all_of_it
    WITH (connect = false, slot_name = NONE)`;

/** Lets everything happen: commands and runs side by side, then what strikes the catalog, one after the other. */
export async function tellStory(paths: readonly ErrorPath[]): Promise<Story> {
  const site = await openSite();
  const runs = [...paths.filter((path) => 'form' in path), PLAIN_RUN];
  const sites = new Map<RunPath, RunSite>();
  for (const [index, path] of runs.entries()) sites.set(path, await site.addRun(path, index));
  const plain = sites.get(PLAIN_RUN);
  if (plain === undefined) throw new Error('There is no plain source.');
  const environment = environmentOf(site, sites);
  const worker = await startWorkerProcess(environment);
  const connection = await Connection.connect({ address: site.temporal.address });
  const client = new Client({ connection });
  const said = new Map<string, string>();
  const story = { site, worker, client, environment, said };

  await inLanes(6, runs, async (path) => {
    const runSite = sites.get(path);
    if (runSite !== undefined && path !== PLAIN_RUN)
      said.set(path.cause, await failingRun(story, path, runSite));
  });
  await inLanes(
    3,
    paths.filter((path) => path.strikes === 'a command'),
    async (path) => said.set(path.cause, await commandOutput(story, path)),
  );
  await plain.sql(PLANTED);
  const { handle } = await startRun(client, { connection: plain.connection });
  said.set('nothing', (await handle.result()).outcome);
  for (const path of paths.filter((one) => one.strikes === 'the catalog')) {
    said.set(path.cause, await struckCatalog(story, path, plain));
  }
  await plain.sql('DROP SUBSCRIPTION copied');
  return story;
}

export async function endStory({ site, worker, client }: Story): Promise<void> {
  await client.connection.close();
  await worker.kill('SIGKILL');
  await site[Symbol.asyncDispose]();
}

/** The worker has every secret, by environment variables; the store's key is that of its server, hence not one of ours. */
function environmentOf(site: Site, sites: ReadonlyMap<RunPath, RunSite>): CommandEnvironment {
  const { endpoint } = site.s3;
  const { region, accessKeyId, secretAccessKey } = engines().s3;
  const environment: Record<string, string> = {
    TEMPORAL_ADDRESS: site.temporal.address,
    SOURCESENSE_DATA_DIRECTORY: site.directory,
    SOURCESENSE_CATALOG_URL: site.catalog.url,
    SOURCESENSE_PUBLICATION_MAX_REMOVED_PERCENT: '100',
    SOURCESENSE_LOG_LEVEL: 'debug',
    SOURCESENSE_SECRETS_KEY: SECRETS.connectionKey,
    SOURCESENSE_TEMPORAL_ENCRYPTION_ENCRYPT_WITH: 'none',
    SOURCESENSE_TEMPORAL_ENCRYPTION_KEYS_TESTS: SECRETS.payloadKey,
    SOURCESENSE_TEMPORAL_ENCRYPTION_CODEC_SERVER_TOKEN: SECRETS.codecServerToken,
    SOURCESENSE_ARTIFACTS_STORE: 's3',
    SOURCESENSE_ARTIFACTS_ENDPOINT: endpoint,
    SOURCESENSE_ARTIFACTS_REGION: region,
    SOURCESENSE_ARTIFACTS_BUCKET: 'secrets',
    SOURCESENSE_ARTIFACTS_CREATE_BUCKET: 'true',
    SOURCESENSE_ARTIFACTS_ACCESS_KEY_ID: accessKeyId,
    SOURCESENSE_ARTIFACTS_SECRET_ACCESS_KEY: secretAccessKey,
    PGPASSWORD: SECRETS.sourceInEnvironment,
  };
  for (const [{ form }, { connection, url }] of sites) {
    const name = `SOURCESENSE_CONNECTIONS_${connection.toUpperCase()}`;
    environment[`${name}_URL`] = url;
    // A run waits at a lock until it is struck.
    environment[`${name}_LOCK_TIMEOUT_MS`] = '60000';
    if (form === 'as a setting') environment[`${name}_PASSWORD`] = SECRETS.sourceAsSetting;
  }
  return environment;
}

async function inLanes<T>(
  count: number,
  items: readonly T[],
  act: (item: T) => Promise<unknown>,
): Promise<void> {
  const waiting = [...items];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: count }, lane));
}

async function failingRun({ client }: Story, { strike, says }: RunPath, site: RunSite): Promise<string> {
  const release = strike === undefined ? null : await holdTable(site.superuserUrl);
  const { handle } = await startRun(client, { connection: site.connection });
  if (release !== null) {
    await untilReading(handle);
    await strike?.(site);
    release();
  }
  return failuresUntil(handle, says);
}

async function struckCatalog({ client, site }: Story, path: CatalogPath, plain: RunSite): Promise<string> {
  const release = await holdTable(plain.superuserUrl);
  const { handle } = await startRun(client, { connection: plain.connection, full: true });
  await untilReading(handle);
  await path.strike(site.catalog);
  release();
  try {
    return await failuresUntil(handle, path.says, async () => {
      await path.mend(site.catalog);
    });
  } finally {
    await path.mend(site.catalog);
  }
}

/** Locks the table that a run will wait for; returns what lets it go. */
async function holdTable(url: string): Promise<() => void> {
  const client = new pg.Client(url);
  // Its database may be dropped.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('BEGIN; LOCK TABLE held IN ACCESS EXCLUSIVE MODE');
  // Not waited for: what was ended by a dropped database never says so.
  return () => {
    void client.end();
  };
}

/**
 * What the attempts to fail say until one says what is waited for, and the run itself, which is cancelled where it would try
 * again.
 */
async function failuresUntil(
  handle: WorkflowHandle,
  says: RegExp,
  mend?: () => Promise<unknown>,
): Promise<string> {
  const said = new Set<string>();
  const isSaid = () => says.test([...said].join('\n'));
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    const { status, raw } = await handle.describe();
    for (const { lastFailure } of raw.pendingActivities ?? []) {
      if (lastFailure?.message) said.add(lastFailure.message);
    }
    if (status.name !== 'RUNNING' || isSaid()) break;
    await delay(100);
  }
  await mend?.();
  // Ended or cancelled by now, unless it is to be tried again.
  await handle.cancel().catch(() => undefined);
  const ended = handle.result().then(
    (): unknown => new Error('It did not fail.'),
    (thrown: unknown) => thrown,
  );
  const error = await Promise.race([ended, delay(PATIENCE_MS, new Error('It did not end.'), { ref: false })]);
  for (let cause: unknown = error; cause !== undefined; cause = (cause as Error).cause) {
    said.add(messageOf(cause));
  }
  return [...said].join('\n');
}

/** A command, with a file of its own where its path has one. */
async function commandOutput({ site, environment }: Story, { command }: CommandPath): Promise<string> {
  const { args, environment: further, yaml } = command(site.places);
  const file = join(await mkdtemp(join(site.directory, 'config-')), 'sourcesense.yaml');
  if (yaml !== undefined) await writeFile(file, yaml);
  const given = args.map((arg) => (arg === 'CONFIG' ? file : arg));
  const whole: Record<string, string> = { ...environment, ...further };
  // Settings are stronger than what the AWS SDK finds in the environment.
  const isOfSession = whole['AWS_SESSION_TOKEN'] !== undefined;
  const settings = Object.entries(whole).filter(
    ([name]) => !isOfSession || !/ARTIFACTS_.*ACCESS_KEY/.test(name),
  );
  const { exitCode, stdout, stderr } = await runCommand(given, Object.fromEntries(settings));
  return `exit ${exitCode}\n${stdout}\n${stderr}`;
}
