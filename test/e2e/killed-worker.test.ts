import { describe, expect, it } from '@jest/globals';
import { loadSampleDatabase } from '../../sample-db/load.js';
import { artifactRows } from '../support/artifact-rows.js';
import { createSystem, SOURCE, type System } from '../support/system.js';

/** The sample database in partitions of this many relations: enough steps to be in the middle of. */
const PARTITION_SIZE = 5;

async function undisturbedDigest(system: System): Promise<Record<string, string>> {
  const worker = await system.startWorker();
  await (await system.start({ partitionSize: PARTITION_SIZE })).result();
  await worker.kill('SIGTERM');
  return system.catalog.contentDigest(SOURCE);
}

describe('a worker killed with SIGKILL in the middle of extraction', () => {
  it('is replaced by another, and the catalog is the same as after an undisturbed run, byte for byte', async () => {
    await using undisturbed = await createSystem(18);
    await loadSampleDatabase(undisturbed.sourceUrl);
    // The same source, a catalog and artifacts of its own: made first, since a run lists the server's databases too.
    await using killed = await createSystem(18, {
      SOURCESENSE_CONNECTIONS_SOURCE_URL: undisturbed.sourceUrl,
    });
    const expected = await undisturbedDigest(undisturbed);

    const first = await killed.startWorker();
    const handle = await killed.start({ partitionSize: PARTITION_SIZE });
    let progress = await killed.progress(handle);
    while (progress.partitionsDone < 1) progress = await killed.progress(handle);
    await first.kill('SIGKILL');
    expect(progress.partitionsDone).toBeLessThan(progress.partitionsTotal);
    expect(await killed.queryCatalog('SELECT 1 FROM catalog.tables')).toEqual([]);

    await killed.startWorker();
    const result = await handle.result();
    expect(result.outcome).toBe('completed');
    expect(await killed.catalog.contentDigest(SOURCE)).toEqual(expected);
    expect(await killed.catalog.listByRun(result.runId)).toHaveLength(result.artifacts.count);
    // None is missing, and none of the killed worker's is there beside its replacement.
    const extracted = result.ledger.reduce((sum, line) => sum + line.extracted, 0);
    expect(await artifactRows(killed, result.runId)).toBe(2 * extracted);
  }, 120_000);
});
