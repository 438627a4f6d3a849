import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jsonLines, runCommand } from '../support/command.js';
import { engines } from '../support/engines.js';
import type { Listener } from '../support/listening.js';
import {
  startHttpServer,
  startMySqlGreeting,
  startProtocolSpeaker,
  startSilentServer,
} from '../support/other-servers.js';
import { createSystem, type System } from '../support/system.js';
import { startTlsProxy, type TlsProxy } from '../support/tls-proxy.js';

/** "Each ends in under 5 s": the time the user waits, the start of the command included. */
const LIMIT_MS = 5000;

let system: System;
let tls: TlsProxy;
let others: Record<'mysql' | 'http' | 'silent' | 'old' | 'cockroach', Listener>;

beforeAll(async () => {
  system = await createSystem(18);
  tls = await startTlsProxy(new URL(system.sourceUrl), 'db.example');
  const directory = join(engines().directory, 'tls');
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'ca.pem'), tls.certificate);
  others = {
    mysql: await startMySqlGreeting('8.4.3'),
    http: await startHttpServer(),
    silent: await startSilentServer(),
    old: await startProtocolSpeaker('PostgreSQL 12.22 on x86_64-pc-linux-gnu', '12.22', 120022),
    cockroach: await startProtocolSpeaker('CockroachDB CCL v25.1.2 (x86_64-pc-linux-gnu)', '13.0.0', 130000),
  };
  await system.startWorker();
}, 60_000);

afterAll(async () => {
  await tls[Symbol.asyncDispose]();
  for (const other of Object.values(others)) await other[Symbol.asyncDispose]();
  await system[Symbol.asyncDispose]();
});

const changed = (change: (url: URL) => void): string => {
  const url = new URL(system.sourceUrl);
  change(url);
  return url.href;
};

const CASES: [name: string, url: () => string, category: string, sentence: RegExp][] = [
  [
    'a wrong password',
    () => changed((url) => (url.password = 'not-the-password')),
    'authentication',
    /refused the password of role "postgres".*Check the user and the password/,
  ],
  [
    'an unknown database',
    () => changed((url) => (url.pathname = '/nowhere')),
    'database_missing',
    /has no database "nowhere".*Check the database name/,
  ],
  [
    'a port nobody listens on',
    () => changed((url) => (url.port = '1')),
    'unreachable',
    /can't be reached at 127\.0\.0\.1:1: the connection was refused.*Check the host, the port/,
  ],
  [
    'a host that does not exist',
    () => changed((url) => (url.hostname = 'no-such-host.invalid')),
    'unreachable',
    /can't be reached at no-such-host\.invalid.*Check the host/,
  ],
  [
    'a certificate for another host name',
    () =>
      changed((url) => {
        url.port = String(tls.port);
        url.searchParams.set('sslmode', 'verify-full');
        url.searchParams.set('sslrootcert', join(engines().directory, 'tls', 'ca.pem'));
      }),
    'tls',
    /certificate of 127\.0\.0\.1:\d+ is not accepted: it is not for the host name.*Use the host name/,
  ],
  [
    'MySQL in place of PostgreSQL',
    () => changed((url) => (url.port = String(others.mysql.port))),
    'unsupported',
    /^MySQL 8\.4\.3 listens at 127\.0\.0\.1:\d+, not PostgreSQL\. Check the host and the port/,
  ],
  [
    'an HTTP server in place of PostgreSQL',
    () => changed((url) => (url.port = String(others.http.port))),
    'unsupported',
    /^An HTTP server listens at 127\.0\.0\.1:\d+, not PostgreSQL\. Check the host and the port/,
  ],
  [
    'a port whose listener says nothing',
    () => changed((url) => (url.port = String(others.silent.port))),
    'unreachable',
    /can't be reached at 127\.0\.0\.1:\d+: no answer in time.*Check the host, the port/,
  ],
  [
    'PostgreSQL 12',
    () => changed((url) => (url.port = String(others.old.port))),
    'unsupported',
    /^The server is PostgreSQL 12\.22\. SourceSense reads PostgreSQL 13 and later/,
  ],
  [
    "another database that speaks PostgreSQL's protocol",
    () => changed((url) => (url.port = String(others.cockroach.port))),
    'unsupported',
    /^The server is CockroachDB CCL v25\.1\.2, not PostgreSQL\. SourceSense reads PostgreSQL 13 and later/,
  ],
];

describe.each(CASES)('%s', (_name, url, category, sentence) => {
  it(`ends within ${LIMIT_MS} ms with one sentence that says what to do, and a non-zero exit code`, async () => {
    const result = await runCommand(['extract', url(), '--json'], system.environment);
    const last = jsonLines(result.stdout).at(-1);
    expect(last).toMatchObject({ event: 'finished', outcome: 'failed' });
    expect(last?.['message']).toMatch(sentence);
    expect(result.exitCode).not.toBe(0);
    expect(result.durationMs).toBeLessThan(LIMIT_MS);

    const run = await system.catalog.getRun(String(last?.['run_id']));
    expect(run).toMatchObject({ status: 'failed', message: last?.['message'] });
    expect(JSON.stringify(last)).toContain(category);
    expect(result.stdout + result.stderr).not.toContain('not-the-password');
    expect(result.stdout + result.stderr).not.toContain(new URL(system.sourceUrl).password);
  }, 30_000);
});

describe('a connection that is not configured', () => {
  it('is refused, naming those that are', async () => {
    const result = await runCommand(['extract', 'sorce'], system.environment);
    expect(result.exitCode).not.toBe(0);
    expect(result.stderr).toMatch(/no connection "sorce".*source/s);
  });
});
