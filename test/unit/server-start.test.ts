import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { retryTakenPort } from '../../stack/retry-taken-port.js';
import { startServer } from '../../stack/server-process.js';

/** How a server in Go ends that finds its port taken, in short. */
const PANIC = `echo starting
  echo 'panic: listen tcp: bind: address already in use'; echo
  echo 'goroutine 1 [running]:'
  for frame in $(seq 40); do echo "main.start($frame)"; done
  exit 2`;

describe('A server that ends while it starts', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'sourcesense-start-'));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  async function start(script: string): Promise<void> {
    const command = {
      name: 'Temporal',
      executable: '/bin/sh',
      args: ['-c', script],
      logFile: join(directory, 'server.log'),
      stopSignal: 'SIGTERM' as const,
    };
    await startServer(command, new ProcessLedger(directory)).untilReady(() => Promise.resolve(false), 10_000);
  }

  it('is quoted with why it panicked, and not with where', async () => {
    const failure = await start(PANIC).catch(String);
    expect(failure).toContain('Temporal ended while starting. Its last lines');
    expect(failure).toContain('panic: listen tcp: bind: address already in use');
    expect(failure).not.toContain('main.start');
  });

  it('is started again when a port was taken, up to three times', async () => {
    let starts = 0;
    const once = () => {
      starts++;
      return start(PANIC);
    };
    await expect(retryTakenPort(once)).rejects.toThrow('ended while starting');
    expect(starts).toBe(3);
  });

  it('is not started again for any other reason', async () => {
    let starts = 0;
    const once = () => {
      starts++;
      return start('echo "no such folder"; exit 1');
    };
    await expect(retryTakenPort(once)).rejects.toThrow('no such folder');
    expect(starts).toBe(1);
  });
});
