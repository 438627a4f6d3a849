import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { engines } from '../support/engines.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('npm start', () => {
  it('ends when npm and its shell are killed, which pass nothing on', async () => {
    const program = join(engines().directory, 'stays.mjs');
    writeFileSync(program, 'process.stdout.write(`${process.pid}\\n`); setInterval(() => {}, 1000);\n');
    // As npm does it: a shell between us and the program, which ends without a word.
    const command = `"${process.execPath}" tools/setup.mjs run "${relative(root, program)}"; true`;
    const shell = spawn('sh', ['-c', command], {
      cwd: root,
      env: { ...process.env, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((resolve) => {
      shell.stdout.once('data', (chunk: Buffer) => {
        resolve(Number(chunk.toString()));
      });
    });
    expect(isAlive(pid)).toBe(true);
    shell.kill('SIGKILL');
    const deadlineMs = Date.now() + 10_000;
    while (isAlive(pid) && Date.now() < deadlineMs) await delay(100);
    expect(isAlive(pid)).toBe(false);
  });
});
