import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LocalStore } from '../../artifacts/local/local-store.js';
import { findOnPath } from '../../stack/find-on-path.js';
import { engines } from '../support/engines.js';

const PROGRAM = fileURLToPath(new URL('../support/store-one-artifact.js', import.meta.url));
const STRACE = findOnPath('strace');
const KEY = 'runs/r/raw/table/relations-0001.parquet';
const SIZE_BYTES = 100_000;
/** Calls that make an artifact durable; more than twice as many as there are. */
const MOST_CALLS = 40;

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(engines().directory, 'file-system-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

interface Traced {
  /** Null when it was killed. */
  readonly exitCode: number | null;
  /** The calls that were traced, one a line, with the paths that they are about. */
  readonly calls: readonly string[];
}

/** Stores the artifact with system calls traced, and one of them made to fail as told. */
async function storeTraced(calls: string, inject?: string): Promise<Traced> {
  const log = join(directory, 'calls');
  const args = [
    '-f',
    '-y',
    '-o',
    log,
    '-e',
    `trace=${calls}`,
    ...(inject === undefined ? [] : ['-e', `inject=${inject}`]),
  ];
  const traced = spawn(
    STRACE ?? '',
    [...args, process.execPath, PROGRAM, join(directory, 'store'), KEY, String(SIZE_BYTES)],
    {
      stdio: 'ignore',
      // Calls are counted by thread: with one there is one order of them.
      env: { PATH: process.env['PATH'] ?? '', UV_THREADPOOL_SIZE: '1' },
    },
  );
  const exitCode = await new Promise<number | null>((resolve) => traced.once('close', resolve));
  const lines = (await readFile(log, 'utf8')).split('\n');
  return {
    exitCode,
    calls: lines.filter((line) => line.includes(directory) && /^\d+ +[a-z_0-9]+\(/.test(line)),
  };
}

/** What a store that is opened afterwards says: nothing, or all of it. */
async function expectNothingOrAll(): Promise<'nothing' | 'all'> {
  const store = new LocalStore({ store: 'local', directory: join(directory, 'store') });
  const stored = await store.head(KEY);
  if (stored === null) return 'nothing';
  let sizeBytes = 0;
  for await (const chunk of store.get(KEY)) sizeBytes += chunk.length;
  expect({ sizeBytes, stored: stored.sizeBytes }).toEqual({ sizeBytes: SIZE_BYTES, stored: SIZE_BYTES });
  return 'all';
}

/** Nothing else than the artifact is there once the store has been swept. */
async function expectSwept(): Promise<void> {
  const store = new LocalStore({ store: 'local', directory: join(directory, 'store') });
  await store.sweep(new Date(Date.now() + 60_000));
  expect(await readdir(join(directory, 'store', '.tmp')).catch(() => [])).toEqual([]);
}

// Elsewhere than on Linux there is no strace, and containers may forbid it.
(STRACE === undefined ? describe.skip : describe)('an artifact stored in local files', () => {
  it('is synced itself, its facts too, and the folder that names them, in this order', async () => {
    const { exitCode, calls } = await storeTraced('fsync,fdatasync,link,linkat,rename,renameat2');
    expect(exitCode).toBe(0);
    const synced = calls.filter((call) => /f(data)?sync\(/.test(call));
    expect(synced.length).toBeGreaterThanOrEqual(3);
    expect(calls.at(-1)).toMatch(/fsync\(\d+<[^>]*\/raw\/table>/);
    const named = calls.findIndex((call) => call.includes('link') && call.includes('.parquet'));
    expect(synced.slice(0, 2).every((call) => calls.indexOf(call) < named)).toBe(true);
  }, 60_000);

  it.each([
    ['fsync', 'EIO'],
    ['link', 'EIO'],
  ])(
    'is not said to be there when any %s fails with %s',
    async (call, error) => {
      const { calls } = await storeTraced(call);
      const ofStore = calls.length;
      await rm(join(directory, 'store'), { recursive: true, force: true });
      expect(ofStore).toBeGreaterThan(0);
      for (let nth = 1; nth <= Math.min(ofStore, MOST_CALLS); nth++) {
        const { exitCode } = await storeTraced(call, `${call}:error=${error}:when=${nth}`);
        const there = await expectNothingOrAll();
        if (exitCode === 0) expect(there).toBe('all');
        await expectSwept();
        await rm(join(directory, 'store'), { recursive: true, force: true });
      }
    },
    300_000,
  );

  it.each(['fsync', 'link', 'unlink', 'rename'])(
    'is there whole or not at all when the process dies at any %s',
    async (call) => {
      const { calls } = await storeTraced(call);
      await rm(join(directory, 'store'), { recursive: true, force: true });
      for (let nth = 1; nth <= Math.min(Math.max(calls.length, 1), MOST_CALLS); nth++) {
        await storeTraced(call, `${call}:signal=KILL:when=${nth}`);
        await expectNothingOrAll();
        await expectSwept();
        await rm(join(directory, 'store'), { recursive: true, force: true });
      }
    },
    300_000,
  );
});
