import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { jsonLines, runCommand } from '../support/command.js';
import { createDatabase } from '../support/engines.js';
import { silentWire } from '../support/silent-wire.js';
import { createSystem } from '../support/system.js';

describe('a source that falls silent in the middle of a read', () => {
  it('is found after its statement timeout and 10 s, named by status, and read again', async () => {
    await using database = await createDatabase(18, 'silent');
    const url = new URL(database.url);
    // Columns, whose defaults nothing else reads so early.
    await using wire = await silentWire(new URL(database.url), 'JOIN pg_attrdef');
    url.port = String(wire.port);
    await using system = await createSystem(18, {
      SOURCESENSE_CONNECTIONS_SOURCE_URL: url.href,
      SOURCESENSE_CONNECTIONS_SOURCE_STATEMENT_TIMEOUT_MS: '1000',
    });
    await system.startWorker();
    const handle = await system.start();

    const stalled = async () => {
      const { stdout } = await runCommand(['status', handle.workflowId, '--json'], system.environment);
      const [status] = jsonLines(stdout);
      const steps = (status?.['steps'] ?? []) as {
        heartbeat: { moved_at: string; doing: string } | null;
      }[];
      return steps.find(({ heartbeat }) => Date.now() - Date.parse(heartbeat?.moved_at ?? '') > 5000);
    };
    const run: { hasEnded: boolean } = { hasEnded: false };
    const ended = handle.result().finally(() => {
      run.hasEnded = true;
    });
    let found = await stalled();
    while (found === undefined && !run.hasEnded) {
      await delay(500);
      found = await stalled();
    }
    await ended;
    expect(found?.heartbeat?.doing).toMatch(/^source\.\w+\(/);
    const history = await system.history(handle.workflowId);
    expect(history).toMatch(/\w+ has stalled: nothing has moved since .{24}, for 1[12] s, in source\.\w+\(/);
  }, 90_000);
});
