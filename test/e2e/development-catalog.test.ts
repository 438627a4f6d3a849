import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { jsonLines, runCommand } from '../support/command.js';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'development-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

const run = (...command: string[]) =>
  runCommand([...command, '--provider', 'development', '--json'], { SOURCESENSE_DATA_DIRECTORY: directory });

describe('--provider development', () => {
  it('keeps whole runs in a SQLite file, which commands read when nothing runs any more', async () => {
    const { stdout, exitCode } = await run('up', '--once');
    const finished = jsonLines(stdout).at(-1);
    expect(finished).toMatchObject({ event: 'finished', outcome: 'completed' });
    expect(exitCode).toBe(0);

    const runId = String(finished?.['run_id']);
    expect(jsonLines((await run('results', runId)).stdout).at(-1)).toMatchObject({ outcome: 'completed' });
    expect((await run('export', 'json', runId)).stdout).toContain('"orders"');
    expect((await run('artifacts', 'verify', '--run', runId)).exitCode).toBe(0);

    const catalog = new Database(join(directory, 'catalog.sqlite'), { readonly: true });
    const columns = "SELECT count(*) FROM columns WHERE source_name = 'sample' AND table_name = 'orders'";
    expect(catalog.prepare(columns).pluck().get()).toBeGreaterThan(3);
    expect(catalog.prepare('SELECT sum(abs(difference)) FROM run_ledger').pluck().get()).toBe(0);
    catalog.close();
  }, 120_000);
});
