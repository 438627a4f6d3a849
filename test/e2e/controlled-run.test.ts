import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadSampleDatabase } from '../../sample-db/load.js';
import { jsonLines, runCommand } from '../support/command.js';
import { resetRun } from '../support/reset-run.js';
import { createSystem, type RunningWorker, SOURCE, type System } from '../support/system.js';

/** The sample database in partitions of this many relations: enough steps to be in the middle of when a command has started. */
const PARTITION_SIZE = 2;
/** How soon after a pause the source is left alone. */
const LEFT_ALONE_MS = 5000;

let system: System;
let worker: RunningWorker;

beforeAll(async () => {
  system = await createSystem(18);
  await loadSampleDatabase(system.sourceUrl);
  worker = await system.startWorker();
}, 60_000);

afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

/** A full run in the middle of its partitions. */
async function runUnderWay() {
  const handle = await system.start({ partitionSize: PARTITION_SIZE, full: true });
  for (;;) {
    const { partitionsDone, partitionsTotal } = await system.progress(handle);
    if (partitionsDone > 0)
      return { handle, runId: handle.workflowId, left: partitionsTotal - partitionsDone };
  }
}

/** Sessions of ours at the source that have begun a query within the last so many milliseconds, or are busy with one. */
async function readingSessions(withinMs: number): Promise<number> {
  const sessions = await system.onSource(
    `SELECT pid FROM pg_stat_activity
     WHERE application_name LIKE 'sourcesense%' AND datname = current_database()
       AND (state = 'active' OR query_start > clock_timestamp() - interval '${withinMs} milliseconds')`,
  );
  return sessions.length;
}

const command = (...args: string[]) => runCommand([...args, '--json'], system.environment);

describe('a run that is paused', () => {
  it('leaves its source alone within 5 s, says so, and goes on where it was when it is resumed', async () => {
    const { handle, runId, left } = await runUnderWay();
    expect(left).toBeGreaterThan(0);
    expect(await command('pause', runId, '--reason', 'month-end closing')).toMatchObject({ exitCode: 0 });
    await sleep(LEFT_ALONE_MS);
    for (let second = 0; second < 3; second++) {
      await sleep(1000);
      expect(await readingSessions(1000)).toBe(0);
    }

    const [status] = jsonLines((await command('status', runId)).stdout);
    expect(status).toMatchObject({ outcome: 'paused', message: 'month-end closing' });
    const [listed] = jsonLines((await command('list', '--limit', '1')).stdout);
    expect(listed).toMatchObject({ runs: [{ run_id: runId, outcome: 'paused' }] });

    expect(await command('resume', runId)).toMatchObject({ exitCode: 0 });
    expect(await handle.result()).toMatchObject({ outcome: 'completed' });
  }, 60_000);

  it('refuses to be paused twice, and to be resumed when it is not paused', async () => {
    const { handle, runId } = await runUnderWay();
    await command('pause', runId);
    expect(await command('pause', runId)).toMatchObject({
      exitCode: 64,
      stderr: expect.stringContaining('It is paused already.'),
    });
    await command('resume', runId);
    expect(await command('resume', runId)).toMatchObject({ exitCode: 64 });
    await handle.result();
    expect(await command('pause', runId)).toMatchObject({
      exitCode: 64,
      stderr: expect.stringContaining('it has ended'),
    });
  }, 60_000);

  it('is paused though it was reset when a worker had taken the pause and not answered', async () => {
    const { handle, runId } = await runUnderWay();
    void worker.kill('SIGSTOP');
    const pausing = command('pause', runId);
    await sleep(2000);
    await resetRun(handle);
    await worker.kill('SIGKILL');
    worker = await system.startWorker();
    expect(await pausing).toMatchObject({ exitCode: 0 });
    const [status] = jsonLines((await command('status', runId)).stdout);
    expect(status).toMatchObject({ outcome: 'paused' });
    await command('resume', runId);
    expect(await handle.client.getHandle(runId).result()).toMatchObject({ outcome: 'completed' });
  }, 60_000);

  it('can be cancelled', async () => {
    const { runId } = await runUnderWay();
    await command('pause', runId);
    expect(await command('cancel', runId)).toMatchObject({ exitCode: 0 });
    expect(await system.catalog.getRun(runId)).toMatchObject({ status: 'cancelled' });
  }, 60_000);
});

/** A run that was cancelled when some of its partitions had been read. */
async function cancelledInTheMiddle(): Promise<string> {
  const { runId } = await runUnderWay();
  await command('cancel', runId);
  expect(await system.catalog.getRun(runId)).toMatchObject({ status: 'cancelled' });
  return runId;
}

describe('a run that is retried', () => {
  it('finds what it had read, adds up, and publishes what an undisturbed run does', async () => {
    const undisturbed = await system.start({ partitionSize: PARTITION_SIZE, full: true });
    await undisturbed.result();
    const expected = await system.catalog.contentDigest(SOURCE);

    const runId = await cancelledInTheMiddle();
    const retried = await command('retry', runId);
    expect(jsonLines(retried.stdout).at(-1)).toMatchObject({
      run_id: runId,
      outcome: 'completed',
      gaps: [],
    });
    expect(await system.catalog.contentDigest(SOURCE)).toEqual(expected);
    expect(await command('retry', runId)).toMatchObject({
      exitCode: 64,
      stderr: expect.stringContaining('it is published'),
    });
  }, 90_000);

  it('reads again what has changed since, though the files of before are there', async () => {
    const runId = await cancelledInTheMiddle();
    await system.onSource("ALTER TABLE ecommerce.orders ALTER COLUMN shipped_at SET DEFAULT '2026-01-01'");
    await system.onSource("COMMENT ON SCHEMA ecommerce IS 'changed before the retry'");
    expect(jsonLines((await command('retry', runId)).stdout).at(-1)).toMatchObject({ outcome: 'completed' });
    expect(
      await system.queryCatalog(
        `SELECT default_expression FROM catalog.columns
         WHERE schema_name = 'ecommerce' AND table_name = 'orders' AND column_name = 'shipped_at'`,
      ),
    ).toEqual([{ default_expression: expect.stringContaining('2026-01-01') }]);
    expect(
      await system.queryCatalog("SELECT comment FROM catalog.schemas WHERE schema_name = 'ecommerce'"),
    ).toEqual([{ comment: 'changed before the retry' }]);
  }, 90_000);
});
