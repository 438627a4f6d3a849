import { type ChildProcess, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { jsonLines, runCommand, startCommand } from '../support/command.js';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'up-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** What a start prints of each thing that a run needs. */
const READY_STEPS = [
  /^PostgreSQL \d+: ready on/m,
  /^Temporal: ready on/m,
  /^Sample database: \d+ tables/m,
  /^Worker: ready/m,
];

const environment = () => ({ SOURCESENSE_DATA_DIRECTORY: directory });

/** Processes whose command line or environment names our data folder. */
function processesOfFolder(): string[] {
  const listed = execFileSync('ps', ['axeww', '-o', 'pid=,args='], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return listed
    .split('\n')
    .filter((line) => line.includes(directory) && !line.includes('ps axeww'))
    .map((line) => line.slice(0, 120));
}

async function untilNoProcess(): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (processesOfFolder().length > 0 && Date.now() < deadline) await delay(100);
  expect(processesOfFolder()).toEqual([]);
}

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** From the start until engines, sample database and worker were ready to extract. */
  readonly readyAfterMs: number;
  readonly exitCode: Promise<unknown>;
}

/** Starts `sourcesense up` and waits until it has printed everything. */
async function startUp(): Promise<Started> {
  const startedMs = performance.now();
  const child = startCommand(['up'], environment());
  let output = '';
  let readyAfterMs = Infinity;
  const exitCode = new Promise((resolve) => child.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (readyAfterMs === Infinity && READY_STEPS.every((step) => step.test(output))) {
        readyAfterMs = performance.now() - startedMs;
      }
      if (output.includes('Ctrl-C stops everything.')) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void exitCode.then(() => {
      reject(new Error(output));
    });
  });
  return { child, output: () => output, readyAfterMs, exitCode };
}

describe('sourcesense up', () => {
  it('--once extracts the sample database, exits with 0 and leaves no process behind', async () => {
    const { stdout, exitCode } = await runCommand(['up', '--once', '--json'], environment());
    expect(jsonLines(stdout).at(-1)).toMatchObject({
      event: 'finished',
      outcome: 'completed',
      connection: 'sample',
    });
    expect(exitCode).toBe(0);
    await untilNoProcess();
  }, 120_000);

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'prints how to go on, is found by other commands, and ends by %s',
    async (signal) => {
      const { child, output, readyAfterMs, exitCode } = await startUp();
      // A second start is ready to extract in under 10 s; what it extracts right after is not part of that.
      expect(readyAfterMs).toBeLessThan(10_000);
      expect(output()).toMatch(/\d+ Parquet files, [\d.]+ kB, in file:/);
      expect(output()).toMatch(
        /http:\/\/127\.0\.0\.1:\d+\/namespaces\/default\/workflows\/extract%2Fsample%2F/,
      );

      const [, psqlUrl = ''] = /psql '([^']+)'/.exec(output()) ?? [];
      const queries = [...output().matchAll(/^ +(SELECT .*;)$/gm)].map(([, query = '']) => query);
      expect(queries).toHaveLength(2);
      for (const query of queries) {
        const client = new pg.Client(psqlUrl);
        await client.connect();
        expect((await client.query(query)).rows.length).toBeGreaterThan(0);
        await client.end();
      }
      const { stdout } = await runCommand(['extract', 'sample', '--json'], environment());
      expect(jsonLines(stdout).at(-1)).toMatchObject({ outcome: 'completed' });

      child.kill(signal);
      expect(await exitCode).toBe(0);
      await untilNoProcess();
    },
    60_000,
  );

  it('refuses a second one in the same folder, and after a kill -9 the next clears what was left', async () => {
    const { child, exitCode } = await startUp();
    const second = await runCommand(['up', '--reset'], environment());
    expect(second.stderr).toMatch(/already running.*as process \d+/);
    expect(second.exitCode).not.toBe(0);
    child.kill('SIGKILL');
    await exitCode;

    const { exitCode: next } = await runCommand(['up', '--once', '--json'], environment());
    expect(next).toBe(0);
    await untilNoProcess();
  }, 120_000);

  it('--reset starts from nothing, and never drops a folder that is not its own', async () => {
    const foreign = mkdtempSync(join(tmpdir(), 'foreign-'));
    writeFileSync(join(foreign, 'thesis.txt'), 'years of work');
    const refused = await runCommand(['up', '--reset', '--once'], { SOURCESENSE_DATA_DIRECTORY: foreign });
    expect(refused.stderr).toMatch(/holds other files than SourceSense's/);
    expect(readFileSync(join(foreign, 'thesis.txt'), 'utf8')).toBe('years of work');
    rmSync(foreign, { recursive: true });

    const { exitCode } = await runCommand(['up', '--reset', '--once', '--json'], environment());
    expect(exitCode).toBe(0);
    const { stdout } = await runCommand(['config', '--json'], environment());
    expect(stdout).not.toContain('running stack');
    await untilNoProcess();
  }, 120_000);
});
