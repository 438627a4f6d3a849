import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jsonLines, runCommand } from '../support/command.js';
import { createDatabase, type TestDatabase } from '../support/engines.js';
import { createSystem, SOURCE, type System } from '../support/system.js';

describe('sourcesense catalog migrate', () => {
  let directory: string;
  let database: TestDatabase;
  let production: string;
  const run = (...command: string[]) =>
    runCommand([...command, '--json'], { SOURCESENSE_DATA_DIRECTORY: directory });

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'migrate-'));
    database = await createDatabase(18, 'production');
    production = join(directory, 'production.yaml');
    writeFileSync(
      production,
      `catalog: {provider: enterprise, url: "${database.url}"}
artifacts: {store: local, directory: "${join(directory, 'production')}"}
`,
    );
  });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true, force: true });
  });

  it('moves a catalog by a second configuration file, which is all that changes', async () => {
    const up = await run('up', '--once', '--provider', 'development');
    const runId = String(jsonLines(up.stdout).at(-1)?.['run_id']);
    const migrate = (...options: string[]) =>
      run('catalog', 'migrate', '--provider', 'development', '--to', production, ...options);
    const before = jsonLines((await run('results', runId, '--provider', 'development')).stdout).at(-1);
    const exported = await run('export', 'json', runId, '--provider', 'development');

    const foretold = jsonLines((await migrate('--dry-run')).stdout).at(-1);
    expect(foretold).toMatchObject({ event: 'finished', dry_run: true, runs: 1, lost: [] });
    const moved = await migrate();
    expect(moved.exitCode).toBe(0);
    expect(jsonLines(moved.stdout).at(-1)).toEqual({ ...foretold, dry_run: false });
    expect(jsonLines(moved.stdout)).toContainEqual({ event: 'run', run_id: runId, runs: 0, runs_total: 1 });
    expect(jsonLines((await migrate()).stdout)).toMatchObject([{ runs: 0, versions: 0, artifacts: 0 }]);

    const after = jsonLines((await run('results', runId, '--config', production)).stdout).at(-1);
    const withoutPlace = (report = {}) => ({ ...report, artifacts: null });
    expect(withoutPlace(after)).toEqual(withoutPlace(before));
    expect((await run('export', 'json', runId, '--config', production)).stdout).toBe(exported.stdout);
    const verified = await run('artifacts', 'verify', '--all', '--config', production);
    expect(verified.exitCode).toBe(0);
    expect(jsonLines(verified.stdout).at(-1)).toMatchObject({ artifacts: foretold?.['artifacts'] });
  }, 180_000);

  it('refuses a destination that is the catalog itself, or none', async () => {
    const same = await run('catalog', 'migrate', '--config', production, '--to', production);
    expect(same.exitCode).toBe(64);
    expect(same.stderr).toContain('leads to the catalog that is to be migrated');
    const missing = await run('catalog', 'migrate', '--to', join(directory, 'nowhere.yaml'));
    expect(missing.exitCode).toBe(64);
    expect(missing.stderr).toContain("nowhere.yaml can't be read");
  });
});

describe('sourcesense catalog prune', () => {
  let system: System;
  beforeAll(async () => {
    system = await createSystem(18);
    await system.onSource('CREATE SCHEMA shop; CREATE TABLE shop.item (id int PRIMARY KEY)');
  }, 60_000);
  afterAll(async () => {
    await system[Symbol.asyncDispose]();
  });

  const prune = async (...options: string[]) => {
    const { stdout, stderr, exitCode } = await runCommand(
      ['catalog', 'prune', ...options, '--json'],
      system.environment,
    );
    return { answer: jsonLines(stdout).at(-1), stderr, exitCode };
  };

  it('ends runs whose workflow was terminated, and no others', async () => {
    const [dead, alive] = [await system.start(), await system.start()];
    await system.catalog.beginRun(dead.workflowId, SOURCE);
    await system.catalog.beginRun(alive.workflowId, SOURCE);
    await system.catalog.beginRun('of another Temporal', SOURCE);
    await dead.terminate();
    const { answer } = await prune();
    expect(answer).toMatchObject({
      dead_runs: [{ run_id: dead.workflowId, workflow: 'terminated' }],
      connections: [],
    });
    expect(await system.catalog.getRun(dead.workflowId)).toMatchObject({ status: 'failed' });
    expect(await system.catalog.getRun(alive.workflowId)).toMatchObject({ status: 'running' });
    expect((await prune('--unknown-runs')).answer).toMatchObject({
      dead_runs: [{ run_id: 'of another Temporal', workflow: null }],
    });
    await alive.terminate();
    await prune();
  }, 60_000);

  it('removes old runs, whose artifacts are garbage then', async () => {
    await system.startWorker();
    const runIds: string[] = [];
    for (let run = 0; run < 3; run++) {
      await system.onSource(`CREATE TABLE shop.t${run} (id int)`);
      runIds.push((await (await system.start()).result()).runId);
    }
    const [oldest = '', , latest = ''] = runIds;
    expect((await prune('--keep', '1', '--dry-run')).answer).toMatchObject({ dry_run: true });
    const { answer } = await prune('--keep', '1', '--connection', SOURCE);
    const [pruned] = answer?.['connections'] as [{ run_ids: string[] }];
    expect(pruned.run_ids).toEqual(expect.arrayContaining(runIds.slice(0, 2)));
    const results = await runCommand(['results', oldest], system.environment);
    expect({ exitCode: results.exitCode, stderr: results.stderr }).toEqual({
      ...{ exitCode: 64, stderr: expect.stringContaining('was pruned') as unknown },
    });
    expect((await runCommand(['results', latest], system.environment)).exitCode).toBe(0);
    const gc = ['artifacts', 'gc', '--older-than', '1s', '--delete', '--json'];
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const garbage = jsonLines((await runCommand(gc, system.environment)).stdout);
    expect(garbage.filter(({ event }) => event === 'garbage').map((line) => line['run_id'])).toEqual(
      expect.arrayContaining(runIds.slice(0, 2)),
    );
    const verify = ['artifacts', 'verify', '--all'];
    expect((await runCommand(verify, system.environment)).exitCode).toBe(0);
  }, 120_000);

  it('says what is wrong with a number, a duration or a name', async () => {
    expect(await prune('--keep', 'some')).toMatchObject({
      ...{ exitCode: 64, stderr: expect.stringContaining('--keep 10') as unknown },
    });
    expect(await prune('--keep', '1', '--connection', 'nobody')).toMatchObject({
      ...{ exitCode: 64, stderr: expect.stringContaining('"nobody"') as unknown },
    });
  });
});
