import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { CreateBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { SEARCH_ATTRIBUTES } from '../../contracts/names.js';
import {
  findRunningStack,
  resetDataFolder,
  silentReporter,
  startStack,
  type Stack,
} from '../../stack/index.js';
import { identify, isRunning, type ProcessIdentity } from '../../stack/process-identity.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { engines, postgresServer } from '../support/engines.js';

function newFolder(): string {
  return mkdtempSync(join(engines().directory, 'stack-'));
}

function start(directory: string, s3 = false): Promise<Stack> {
  return startStack({ directory, s3, reporter: silentReporter });
}

function recordedProcesses(directory: string): ProcessIdentity[] {
  return JSON.parse(readFileSync(join(directory, 'processes.json'), 'utf8')) as ProcessIdentity[];
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A value is missing.');
  return value;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function s3Client(stack: Stack): S3Client {
  const { endpoint, region, accessKeyId, secretAccessKey } = present(stack.s3);
  return new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
}

/** A process that starts a stack in the folder and then waits, as `npm start` does. */
async function startOwner(directory: string): Promise<ChildProcess> {
  const stack = new URL('../../stack/index.js', import.meta.url).href;
  const script = `
    import { silentReporter, startStack } from ${JSON.stringify(stack)};
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
    await startStack({ directory: ${JSON.stringify(directory)}, s3: true, reporter: silentReporter });
    console.log('ready');
    setInterval(() => undefined, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(owner.stdout, 'data');
  return owner;
}

async function allEnded(processes: readonly ProcessIdentity[]): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < 10_000 && processes.some(isRunning); waitedMs += 50) await delay(50);
  return !processes.some(isRunning);
}

describe('the embedded stack', () => {
  it('keeps data, credentials and ports from one start to the next, and leaves no process when stopped', async () => {
    const directory = newFolder();
    const first = await start(directory, true);
    await query(first.postgres.superuserUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await s3Client(first).send(new CreateBucketCommand({ Bucket: 'kept' }));
    const processes = recordedProcesses(directory);
    expect(processes).toHaveLength(3);
    await first.stop();
    expect(processes.filter(isRunning)).toEqual([]);
    expect(findRunningStack(directory)).toBeUndefined();

    const second = await start(directory, true);
    expect(await query(second.postgres.superuserUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    const { Buckets = [] } = await s3Client(second).send(new ListBucketsCommand({}));
    expect(Buckets.map((bucket) => bucket.Name)).toEqual(['kept']);
    expect(second.postgres.superuserUrl).toBe(first.postgres.superuserUrl);
    expect(second.temporal.uiUrl).toBe(first.temporal.uiUrl);
    expect(second.cleared).toEqual([]);
    await second.stop();
  });

  it('knows our search attributes and shows its pages', async () => {
    const stack = await start(newFolder());
    const connection = await Connection.connect({ address: stack.temporal.address });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({
      namespace: 'default',
    });
    expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(Object.values(SEARCH_ATTRIBUTES)));
    await connection.close();
    expect((await fetch(present(stack.temporal.uiUrl))).status).toBe(200);
    await stack.stop();
  });

  it('keeps its secrets from other users of the machine', async () => {
    const directory = newFolder();
    const stack = await start(directory, true);
    for (const file of ['postgres-18/password', 's3/secret-access-key', 'stack.json']) {
      expect(statSync(join(directory, file)).mode & 0o077).toBe(0);
    }
    const pids = recordedProcesses(directory).map(({ pid }) => String(pid));
    const commandLines = execFileSync('ps', ['-ww', '-o', 'args=', '-p', pids.join(',')], {
      encoding: 'utf8',
    });
    expect(commandLines).toContain('versitygw');
    expect(commandLines).not.toContain(present(stack.s3).secretAccessKey);
    await stack.stop();
  });

  it('refuses a second stack in the same folder and says which process runs the first', async () => {
    const directory = newFolder();
    const stack = await start(directory);
    await expect(start(directory)).rejects.toThrow(
      `already running in ${directory}, as process ${process.pid}`,
    );
    await expect(resetDataFolder(directory)).rejects.toThrow('already running');
    expect(findRunningStack(directory)?.postgres.superuserUrl).toBe(stack.postgres.superuserUrl);
    expect(await query(stack.postgres.superuserUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await stack.stop();
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'leaves no process when its owner ends by %s',
    async (signal) => {
      const directory = newFolder();
      const owner = await startOwner(directory);
      const processes = recordedProcesses(directory);
      owner.kill(signal);
      await once(owner, 'close');
      // After a kill it is the next start that sees to it, where the kernel has not done so already.
      const next = signal === 'SIGKILL' ? await start(directory) : undefined;
      expect(await allEnded(processes)).toBe(true);
      await next?.stop();
    },
  );

  it('stops a server that a killed owner left behind, before it starts its own', async () => {
    const directory = newFolder();
    const leftover = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
    const identity = present(identify(present(leftover.pid)));
    new ProcessLedger(directory).add({ ...identity, name: 'Temporal', stopSignal: 'SIGTERM' });
    const stack = await start(directory);
    expect(stack.cleared).toEqual(['Temporal']);
    expect(isRunning(identity)).toBe(false);
    await stack.stop();
  });

  it('quotes the last lines of a server that does not start, and stops the others', async () => {
    const directory = newFolder();
    const taken = Number(new URL((await postgresServer(18)).superuserUrl).port);
    const failed = startStack({ directory, s3: false, reporter: silentReporter, ports: { postgres: taken } });
    await expect(failed).rejects.toThrow(/PostgreSQL 18 ended while starting.*Address already in use/s);
    expect(recordedProcesses(directory)).toEqual([]);
  });

  it('refuses a Temporal address where nobody answers, and says what to do', async () => {
    const options = {
      directory: newFolder(),
      s3: false,
      reporter: silentReporter,
      temporalAddress: '127.0.0.1:9',
    };
    await expect(startStack(options)).rejects.toThrow(
      /Temporal at 127\.0\.0\.1:9 .*Start it or correct its address/s,
    );
  });

  it('forgets everything when the folder is reset', async () => {
    const directory = newFolder();
    const first = await start(directory);
    await query(first.postgres.superuserUrl, 'CREATE TABLE forgotten ()');
    await first.stop();
    await resetDataFolder(directory);
    const second = await start(directory);
    const tables = `SELECT 1 FROM pg_class WHERE relname = 'forgotten'`;
    expect(await query(second.postgres.superuserUrl, tables)).toEqual([]);
    await second.stop();
  });
});
