import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { openCodecServer } from '../../client/codec-server.js';
import { startRun } from '../../client/start-run.js';
import { loadConfig } from '../../config/load.js';
import type { SourceSenseConfig } from '../../config/schema.js';
import { sealConnection } from '../../config/stored-connection.js';
import type { ExtractionResult } from '../../contracts/extraction.js';
import { dataConverter } from '../../payloads/data-converter.js';
import { failureConverter } from '../../payloads/failure-converter.js';
import { findTemporal } from '../../stack/find-server.js';
import { silentReporter } from '../../stack/progress.js';
import { runCommand } from '../support/command.js';
import { failingSources } from '../support/failing-sources.js';
import { type SearchedTemporal, startSearchedTemporal } from '../support/searched-temporal.js';
import { createSystem, SOURCE, type System } from '../support/system.js';
import { failureOf } from '../support/workflow-environment.js';

const KEYS = {
  SOURCESENSE_TEMPORAL_ENCRYPTION_ENCRYPT_WITH: 'tests',
  SOURCESENSE_TEMPORAL_ENCRYPTION_KEYS_TESTS: randomBytes(32).toString('base64'),
};
/** Travels in a run's input. */
const PATTERN = 'planted_pattern_*';
/** Travels in the failure of a run that can't compile it. */
const BAD_PATTERN = '/planted_bad_pattern(/';

interface Story {
  readonly temporal: SearchedTemporal;
  readonly system: System;
  readonly config: SourceSenseConfig;
  readonly client: Client;
}

/** What a run that failed was given, and what was said of it. */
interface Failed {
  readonly name: string;
  readonly secret: string;
  readonly runId: string;
  readonly message: string;
}

async function startStory(settings: Record<string, string>): Promise<Story> {
  const temporal = await startSearchedTemporal();
  const system = await createSystem(18, { TEMPORAL_ADDRESS: temporal.address, ...settings });
  await system.onSource('CREATE TABLE planted_table (id integer PRIMARY KEY)');
  await system.startWorker();
  const { config } = loadConfig({ environment: system.environment });
  return { temporal, system, config, client: await clientOf(config.temporal) };
}

/** As `connectClient` makes one; jest can't load the failure converter by its path, as Node does. */
async function clientOf({ address, encryption }: SourceSenseConfig['temporal']): Promise<Client> {
  const connection = await Connection.connect({ address });
  const { payloadCodecs = [] } = dataConverter(encryption);
  const loaded = { payloadConverter: defaultPayloadConverter, failureConverter, payloadCodecs };
  return new Client({ connection, dataConverter: loaded });
}

async function endStory({ client, system }: Story): Promise<void> {
  await client.connection.close();
  await system[Symbol.asyncDispose]();
}

/** Runs that fail, a few at a time. */
async function runFailing({ client, system, config }: Story): Promise<Failed[]> {
  await using sources = await failingSources(system);
  const failed: Failed[] = [];
  const waiting = [...sources.list];
  const lane = async () => {
    for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
      const { name, url, secret } = source;
      const sealed = await sealConnection(config.secrets, url);
      await system.catalog.connections.save(sealed);
      const { handle } = await startRun(client, { connection: sealed.connectionId });
      const { message } = await failureOf(handle.result());
      failed.push({ name, secret, runId: handle.workflowId, message });
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return failed;
}

async function startFiltered({ client }: Story, pattern: string) {
  const { handle } = await startRun(client, { connection: SOURCE, filter: { exclude_table: [pattern] } });
  return handle;
}

/** The longest part of a message that JSON writes as it is. */
function asStored(message: string): string {
  return message.split(/["\\]/).reduce((longest, part) => (part.length > longest.length ? part : longest));
}

describe.each<[string, Record<string, string>, boolean]>([
  ['with encryption', KEYS, true],
  ['without encryption', {}, false],
])('%s', (_name, settings, encrypted) => {
  let story: Story;
  let failed: Failed[];
  let completed: ExtractionResult;
  let badPattern: string;
  let cli: Record<'alone' | 'withCodec', string> | undefined;

  beforeAll(async () => {
    story = await startStory(settings);
    failed = await runFailing(story);
    const filtered = await startFiltered(story, PATTERN);
    completed = await filtered.result();
    badPattern = (await failureOf((await startFiltered(story, BAD_PATTERN)).result())).message;
    if (encrypted) cli = await shownByTemporal(story, failed[0]?.runId ?? '', filtered.workflowId);
    await story.temporal.stop();
  }, 180_000);
  afterAll(() => endStory(story), 60_000);

  it('runs complete and fail with the same messages for whoever has the keys', () => {
    expect(completed).toMatchObject({ outcome: 'completed' });
    expect(badPattern).toContain('planted_bad_pattern');
    expect(failed.length).toBeGreaterThanOrEqual(40);
    expect(failed.filter(({ message }) => message.includes('Encoded failure'))).toEqual([]);
    expect(new Set(failed.map(({ message }) => message)).size).toBeGreaterThan(16);
  });

  it('nothing that the server kept holds a password, of some forty failures', () => {
    const secrets = failed.flatMap(({ secret }) => [secret, encodeURIComponent(secret)]);
    expect(story.temporal.found(secrets)).toEqual([]);
    expect(failed.filter(({ message }) => secrets.some((secret) => message.includes(secret)))).toEqual([]);
  });

  const expected = encrypted ? 'none' : 'all';
  it(`what the server kept holds ${expected} of the messages of failures`, () => {
    const messages = [...new Set([...failed.map(({ message }) => message), badPattern].map(asStored))];
    expect(story.temporal.found(messages)).toEqual(encrypted ? [] : messages);
  });

  it(`what the server kept holds ${expected} of the patterns of a filter`, () => {
    expect(story.temporal.found([PATTERN])).toEqual(encrypted ? [] : [PATTERN]);
  });

  it('what runs are searched by is kept in the clear: connection, stage, outcome', () => {
    const attributes = [SOURCE, 'failed', 'completed'];
    expect(story.temporal.found(attributes)).toEqual(attributes);
  });

  if (encrypted) {
    it('the temporal command shows messages and inputs through the codec server, and only so', () => {
      expect(cli?.alone).toContain('Encoded failure');
      expect(cli?.alone).not.toContain(PATTERN);
      expect(cli?.withCodec).toContain(asStored(failed[0]?.message ?? ''));
      expect(cli?.withCodec).toContain(PATTERN);
    });
  }
});

/** The output, and what it has in base64: what failures say is in the payload of their `encodedAttributes`. */
function withDecodedData(output: string): string {
  const data = [...output.matchAll(/"data": "([A-Za-z0-9+/=]+)"/g)];
  return [output, ...data.map(([, base64 = '']) => Buffer.from(base64, 'base64').toString())].join('\n');
}

/** What `temporal workflow show` says of two runs, without a codec server and with one. */
async function shownByTemporal({ config, temporal, system }: Story, ...runIds: string[]) {
  const executable = await findTemporal(undefined, silentReporter);
  const server = await openCodecServer(config.temporal, '127.0.0.1', 0);
  const show = async (...flags: string[]) => {
    const shown = runIds.map((runId) =>
      promisify(execFile)(executable, [
        ...['workflow', 'show', '--workflow-id', runId, '--output', 'json'],
        ...['--address', temporal.address, ...flags],
      ]),
    );
    return (await Promise.all(shown)).map(({ stdout }) => withDecodedData(stdout)).join('\n');
  };
  try {
    const status = await runCommand(['status', runIds[0] ?? '', '--json'], system.environment);
    expect(status.stdout).not.toContain('Encoded failure');
    return { alone: await show(), withCodec: await show('--codec-endpoint', server.url) };
  } finally {
    await server.close();
  }
}
