import { describe, expect, it } from '@jest/globals';
import { loadSampleDatabase } from '../../sample-db/load.js';
import { jsonLines, runCommand } from '../support/command.js';
import { createSystem, type System } from '../support/system.js';

const exported = async ({ environment }: System, ...args: string[]) =>
  (await runCommand(['export', 'json', ...args], environment)).stdout;

/** Extracts the source and leaves no worker behind, which would take the other catalog's runs. */
async function extract(system: System): Promise<string> {
  const worker = await system.startWorker();
  const { runId } = await (await system.start()).result();
  await worker.kill('SIGTERM');
  return runId;
}

describe('export json', () => {
  it('gives the same bytes for the same source, extracted twice into two catalogs', async () => {
    await using one = await createSystem(18);
    // Made now: the databases of the server are part of what a run finds.
    await using other = await createSystem(18, { SOURCESENSE_CONNECTIONS_SOURCE_URL: one.sourceUrl });
    await loadSampleDatabase(one.sourceUrl);
    await one.onSource('CREATE SEQUENCE counter; SELECT nextval($$counter$$)');
    const first = await extract(one);
    // Use, not change: figures move, and what an ANALYZE makes is there.
    await one.onSource('SELECT nextval($$counter$$); ANALYZE');
    const second = await extract(other);

    const lines = await exported(one, first);
    expect(await exported(other, second)).toBe(lines);
    expect(jsonLines(lines).length).toBeGreaterThan(300);
    expect(lines).not.toContain('"oid":');
    const document = await exported(one, first, '--format', 'document');
    expect(await exported(other, second, '--format', 'document')).toBe(document);
    expect(document).not.toContain(first);

    const all = jsonLines(await exported(other, second, '--all'));
    expect(all.some(({ kind }) => kind === 'column_statistics')).toBe(true);
    expect(all.find(({ sequence_name: name }) => name === 'counter')).toMatchObject({
      last_value: 2,
      oid: expect.any(Number),
    });
  }, 120_000);
});
