import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { busySessions } from '../support/busy-sessions.js';
import { LockHolder } from '../support/lock-holder.js';
import { createSystem } from '../support/system.js';

describe('a cancelled run', () => {
  it('stops the query in flight and leaves nothing half-landed', async () => {
    await using system = await createSystem(18, {
      SOURCESENSE_CONNECTIONS_SOURCE_LOCK_TIMEOUT_MS: '120000',
    });
    await system.onSource(
      'CREATE SCHEMA s; CREATE TABLE s.t (id int DEFAULT 1); CREATE VIEW s.v AS SELECT * FROM s.t',
    );
    await using locker = new LockHolder(system.sourceUrl);
    await locker.lock('s.t');

    await system.startWorker();
    const handle = await system.start();
    // The definition of the default and of the view can't be read while somebody holds the table.
    while ((await busySessions(system)) === 0) await delay(50);
    const cancelledMs = Date.now();
    await handle.cancel();
    await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
    expect(Date.now() - cancelledMs).toBeLessThan(15_000);

    expect(await busySessions(system)).toBe(0);
    expect(await system.catalog.getRun(handle.workflowId)).toMatchObject({
      status: 'cancelled',
      outcome: 'cancelled',
    });
    expect(await system.queryCatalog("SELECT 1 FROM pg_namespace WHERE nspname LIKE 'landing%'")).toEqual([]);
    expect(await system.queryCatalog('SELECT 1 FROM catalog.schema_version')).toEqual([]);
  }, 120_000);
});
