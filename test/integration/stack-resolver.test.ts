import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findS3Server, findTemporal } from '../../stack/find-server.js';
import { inspectEngines } from '../../stack/inspect-engines.js';
import { silentReporter } from '../../stack/progress.js';
import { engines } from '../support/engines.js';

/** A machine of its own for each test: an empty PATH, an empty cache, and no way out of it. */
let path: string;
let cache: string;
const environment = { ...process.env };

beforeEach(() => {
  const machine = mkdtempSync(join(engines().directory, 'machine-'));
  [path, cache] = [join(machine, 'bin'), join(machine, 'cache')];
  for (const folder of [path, cache]) mkdirSync(folder);
  // A proxy that refuses: the download must fail at once, on every network.
  Object.assign(process.env, { PATH: path, HTTPS_PROXY: 'http://127.0.0.1:9' });
});

afterEach(() => {
  delete process.env['HTTPS_PROXY'];
  Object.assign(process.env, environment);
});

function install(folder: string, name: string, script = 'echo version 1'): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('finding a server', () => {
  it('names every place it looked in, why each had none, and what to do', async () => {
    const failure: unknown = await findTemporal(cache, silentReporter).catch((error: unknown) => error);
    const message = (failure as Error).message;
    expect(message).toContain('the PATH: no executable named temporal');
    expect(message).toMatch(/the cache: .*temporal-v1\.5\.1 does not exist/);
    expect(message).toMatch(/the Temporal SDK's download: .*(?:error|fail)/i);
    expect(message).toContain(
      'go install github.com/temporalio/cli/cmd/temporal@v1.5.1: Go is not installed',
    );
    expect(message).toContain('Install the Temporal CLI');
    await expect(findS3Server(cache, silentReporter)).rejects.toThrow(
      /versitygw@v1\.8\.0: Go is not installed/,
    );
  });

  it('prefers the PATH to the cache, and the cache to everything slower', async () => {
    const cached = install(cache, 'versitygw-v1.8.0');
    expect(await findS3Server(cache, silentReporter)).toBe(cached);
    const installed = install(path, 'versitygw');
    expect(await findS3Server(cache, silentReporter)).toBe(installed);
  });

  it('builds with Go into the cache, where nothing unfinished is ever found', async () => {
    install(path, 'go', `/bin/echo "package" >&2; /bin/cp "$0" "$GOBIN/versitygw"; exit \${GO_EXIT:-0}`);
    process.env['GO_EXIT'] = '1';
    await expect(findS3Server(cache, silentReporter)).rejects.toThrow(/it ended with code 1: package/);
    process.env['GO_EXIT'] = '0';
    expect(await findS3Server(cache, silentReporter)).toBe(join(cache, 'versitygw-v1.8.0'));
  });

  it('tells what a start would find, without getting what is missing', async () => {
    const temporal = install(path, 'temporal', 'echo temporal version 9.9.9');
    const findings = await inspectEngines(cache);
    expect(findings).toEqual([
      ...[18, 17, 16, 15, 14, 13].map((major) =>
        expect.objectContaining({
          engine: `PostgreSQL ${major}`,
          found: true,
          version: expect.stringContaining(` ${major}.`),
        }),
      ),
      {
        engine: 'Temporal',
        found: true,
        path: temporal,
        version: 'temporal version 9.9.9',
        detail: 'from the PATH',
      },
      expect.objectContaining({
        engine: 'versitygw',
        found: false,
        detail: expect.stringContaining('Go is not installed'),
      }),
    ]);
  });
});
