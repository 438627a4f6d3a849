import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { busySessions } from '../support/busy-sessions.js';
import { LockHolder } from '../support/lock-holder.js';
import { createSystem } from '../support/system.js';

describe('a worker stopped with SIGTERM in the middle of a step', () => {
  it('ends without cancelling the run, which another worker completes', async () => {
    await using system = await createSystem(18, {
      SOURCESENSE_CONNECTIONS_SOURCE_LOCK_TIMEOUT_MS: '120000',
      SOURCESENSE_WORKER_SHUTDOWN_GRACE_MS: '0',
    });
    await system.onSource('CREATE SCHEMA s; CREATE TABLE s.t (id int DEFAULT 1)');
    const first = await system.startWorker();
    const locker = new LockHolder(system.sourceUrl);
    await locker.lock('s.t');
    const handle = await system.start();
    while ((await busySessions(system)) === 0) await delay(50);
    await first.kill('SIGTERM');
    await locker[Symbol.asyncDispose]();

    await system.startWorker();
    expect(await handle.result()).toMatchObject({ outcome: 'completed' });
  }, 60_000);
});
