import { describe, expect, it } from '@jest/globals';
import type { ExtractionResult } from '../../contracts/extraction.js';
import { loadSampleDatabase } from '../../sample-db/load.js';
import { jsonLines, runCommand } from '../support/command.js';
import { createSystem, SOURCE, type System } from '../support/system.js';

const PARTITION_SIZE = 5;

const CHANGES = `
  ALTER TABLE ecommerce.users ADD COLUMN nickname text NOT NULL DEFAULT 'none';
  COMMENT ON TABLE ecommerce.users IS 'changed';
  CREATE TABLE ecommerce.added (id int PRIMARY KEY, "user" int REFERENCES ecommerce.users);
  CREATE ROLE incremental_reader;
  GRANT SELECT ON ecommerce.users TO incremental_reader`;

const total = ({ ledger }: ExtractionResult, of: 'extracted' | 'unchanged') =>
  ledger.reduce((sum, line) => sum + line[of], 0);

const extract = async (system: System, input: { full?: boolean; filter?: object } = {}) =>
  (await system.start({ partitionSize: PARTITION_SIZE, ...input })).result();

describe('A run of a source that was extracted before', () => {
  it('reads what differs, accounts for the rest as unchanged, and leaves the catalog as a full one does', async () => {
    await using system = await createSystem(18);
    await loadSampleDatabase(system.sourceUrl);
    await system.startWorker();
    const first = await extract(system);
    expect(first.mode).toMatchObject({ mode: 'full', reason: expect.stringMatching(/^No run of this/) });
    expect(total(first, 'unchanged')).toBe(0);

    const same = await extract(system);
    expect(same.mode.mode).toBe('incremental');
    expect(same.ledger.find(({ kind }) => kind === 'column')).toMatchObject({ extracted: 0, difference: 0 });
    // One activity a partition: more would take longer than what there is to do.
    expect(await system.history(same.runId)).not.toContain('"extractColumns"');

    try {
      await system.onSource(CHANGES);
      const second = await extract(system);
      expect(second).toMatchObject({ outcome: 'completed', mode: { mode: 'incremental' } });
      expect(second.mode.reason).toContain(same.runId);
      expect(total(second, 'extracted')).toBeGreaterThan(8);
      expect(total(second, 'extracted')).toBeLessThan(total(second, 'unchanged') / 10);
      expect(second.ledger.find(({ kind }) => kind === 'table')).toMatchObject({
        extracted: 2,
        difference: 0,
      });
      const digest = await system.catalog.contentDigest(SOURCE);

      // What a full run finds then is nothing new: every object is in the catalog, and as it is.
      const full = await extract(system, { full: true });
      expect(full.mode).toEqual({ mode: 'full', reason: 'A full run was asked for.' });
      expect(total(full, 'unchanged')).toBe(0);
      expect(full.changes).toMatchObject({ added: 0, closed: 0 });
      expect(await system.catalog.contentDigest(SOURCE)).toEqual(digest);

      // Artifacts that it shares with the first one are this run's too.
      const verified = await runCommand(['artifacts', 'verify', '--run', second.runId], system.environment);
      expect([verified.exitCode, verified.stderr]).toEqual([0, expect.not.stringContaining('missing')]);
    } finally {
      await system.onSource('DROP OWNED BY incremental_reader; DROP ROLE incremental_reader');
    }
  }, 120_000);

  it('says why it reads everything: another filter, another size of partitions', async () => {
    await using system = await createSystem(18);
    await loadSampleDatabase(system.sourceUrl);
    await system.startWorker();
    await extract(system);
    expect((await extract(system, { filter: { exclude_schema: ['hr'] } })).mode.reason).toMatch(
      /another filter/,
    );
    const resized = await (await system.start({ partitionSize: 7 })).result();
    expect(resized.mode.reason).toMatch(/another/);
    const command = await runCommand(['extract', SOURCE, '--partition-size', '7'], system.environment);
    expect(command.stdout).toMatch(/Incremental run: Compared with run extract\/source\//);
    const json = await runCommand(
      ['extract', SOURCE, '--partition-size', '7', '--full', '--json'],
      system.environment,
    );
    expect(jsonLines(json.stdout).at(-1)).toMatchObject({
      mode: { mode: 'full', reason: 'A full run was asked for.' },
    });
  }, 120_000);

  it('is the same when its worker is killed in the middle', async () => {
    await using system = await createSystem(18);
    await loadSampleDatabase(system.sourceUrl);
    const first = await system.startWorker();
    await extract(system);
    await system.onSource('ALTER TABLE ecommerce.users ADD COLUMN nickname text');
    const handle = await system.start({ partitionSize: PARTITION_SIZE });
    let progress = await system.progress(handle);
    while (progress.partitionsDone < 1) progress = await system.progress(handle);
    await first.kill('SIGKILL');
    expect(progress.partitionsDone).toBeLessThan(progress.partitionsTotal);

    await system.startWorker();
    const second = await handle.result();
    expect(second).toMatchObject({ outcome: 'completed', mode: { mode: 'incremental' } });
    expect((await extract(system, { full: true })).changes).toMatchObject({ added: 0, closed: 0 });
  }, 120_000);
});
