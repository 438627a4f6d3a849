import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { lockFolder } from '../../stack/folder-lock.js';
import { identify, isRunning } from '../../stack/process-identity.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { engines } from '../support/engines.js';

function newFolder(): string {
  return mkdtempSync(join(engines().directory, 'processes-'));
}

/** A process that ignores the signal, or ends by it. */
async function startProcess(onSignal: '""' | '-' = '-') {
  const child = spawn('sh', ['-c', `trap ${onSignal} TERM; echo ready; while :; do sleep 0.05; done`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  const identity = identify(child.pid ?? 0);
  if (identity === undefined) throw new Error('The process ended at once.');
  return { child, identity };
}

describe('the ledger of started servers', () => {
  it('stops what another owner of the folder has recorded', async () => {
    const directory = newFolder();
    const { identity } = await startProcess();
    new ProcessLedger(directory).add({ ...identity, name: 'server', stopSignal: 'SIGTERM' });
    expect(await new ProcessLedger(directory).stopAll()).toEqual(['server']);
    expect(isRunning(identity)).toBe(false);
    expect(await new ProcessLedger(directory).stopAll()).toEqual([]);
  });

  it('kills what does not stop in order', async () => {
    const directory = newFolder();
    const { identity } = await startProcess('""');
    const ledger = new ProcessLedger(directory);
    ledger.add({ ...identity, name: 'server', stopSignal: 'SIGTERM' });
    expect(await ledger.stopAll(100)).toEqual(['server']);
    expect(isRunning(identity)).toBe(false);
  });

  it("never touches a stranger's process that got a server's old pid", async () => {
    const directory = newFolder();
    const { child, identity } = await startProcess();
    const dead = { pid: identity.pid, startedAt: 'another boot/1' };
    new ProcessLedger(directory).add({ ...dead, name: 'server', stopSignal: 'SIGKILL' });
    expect(await new ProcessLedger(directory).stopAll()).toEqual([]);
    expect(isRunning(identity)).toBe(true);
    child.kill('SIGKILL');
  });

  it('takes a damaged record for an empty one', async () => {
    const directory = newFolder();
    writeFileSync(join(directory, 'processes.json'), '[{"pid": 1');
    expect(await new ProcessLedger(directory).stopAll()).toEqual([]);
  });
});

describe("the folder's lock", () => {
  it('is taken over from an owner that is gone', () => {
    const directory = newFolder();
    writeFileSync(
      join(directory, 'stack.lock'),
      JSON.stringify({ pid: process.pid, startedAt: 'another boot/1' }),
    );
    const lock = lockFolder(directory);
    expect(() => lockFolder(directory)).toThrow(`kill ${process.pid}`);
    lock.release();
    lockFolder(directory).release();
  });
});
