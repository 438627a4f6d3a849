import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { createDatabase, engines } from './engines.js';
import { startHttpServer, startMySqlGreeting, startProtocolSpeaker } from './other-servers.js';
import type { System } from './system.js';
import { startTlsProxy } from './tls-proxy.js';

/** A connection that fails, with a password of its own in its URL. */
export interface FailingSource {
  /** `a role without CONNECT, password in the query`. */
  readonly name: string;
  readonly url: string;
  readonly secret: string;
}

/** A way to fail: attributes of the role that connects, and what is wrong with its URL. */
interface Cause {
  readonly name: string;
  /** Options of CREATE ROLE; without them the role is not made. */
  readonly role?: string;
  readonly change?: (url: URL) => void;
}

/** Where in a URL a password can be, and one that needs percent-encoding. */
const FORMS: readonly [name: string, decoration: string, put: (url: URL, secret: string) => void][] = [
  ['before the host', '', (url, secret) => (url.password = secret)],
  ['percent-encoded', '@/ü', (url, secret) => (url.password = encodeURIComponent(secret))],
  [
    'in the query',
    '',
    (url, secret) => {
      url.password = '';
      url.searchParams.set('password', secret);
    },
  ],
];

/** Sources that fail for every cause, each three times: with a password before the host, percent-encoded, in the query. */
export async function failingSources(
  system: System,
): Promise<AsyncDisposable & { list: readonly FailingSource[] }> {
  const closers: (() => PromiseLike<unknown>)[] = [];
  const keep = async <T extends AsyncDisposable>(starting: Promise<T>): Promise<T> => {
    const started = await starting;
    closers.push(() => started[Symbol.asyncDispose]());
    return started;
  };
  const [mysql, http, old, cockroach] = [
    await keep(startMySqlGreeting('8.4.3')),
    await keep(startHttpServer()),
    await keep(startProtocolSpeaker('PostgreSQL 12.22 on x86_64-pc-linux-gnu', '12.22', 120022)),
    await keep(startProtocolSpeaker('CockroachDB CCL v25.1.2 (x86_64-pc-linux-gnu)', '13.0.0', 130000)),
  ];
  const tls = await keep(startTlsProxy(new URL(system.sourceUrl), 'db.example'));
  const authority = join(engines().directory, 'failing-sources-ca.pem');
  await writeFile(authority, tls.certificate);
  const [closed, privileged] = [
    await keep(createDatabase(18, 'closed', 'ALLOW_CONNECTIONS false')),
    await keep(createDatabase(18, 'privileged')),
  ];
  await system.onSource(`REVOKE CONNECT ON DATABASE ${privileged.name} FROM PUBLIC`);

  const port = (number: number) => (url: URL) => (url.port = String(number));
  const database = (name: string) => (url: URL) => (url.pathname = `/${name}`);
  const causes: readonly Cause[] = [
    { name: 'a wrong password', role: "LOGIN PASSWORD 'another'" },
    { name: 'a role that is not there' },
    { name: 'a role that may not log in', role: 'NOLOGIN PASSWORD $secret' },
    { name: 'an expired password', role: "LOGIN PASSWORD $secret VALID UNTIL '2000-01-01'" },
    { name: 'a role with no session left', role: 'LOGIN PASSWORD $secret CONNECTION LIMIT 0' },
    { name: 'a database that is not there', role: 'LOGIN PASSWORD $secret', change: database('nowhere') },
    { name: 'a database that is closed', role: 'LOGIN PASSWORD $secret', change: database(closed.name) },
    { name: 'a role without CONNECT', role: 'LOGIN PASSWORD $secret', change: database(privileged.name) },
    { name: 'a port nobody listens on', change: port(1) },
    { name: 'a host that is not there', change: (url) => (url.hostname = 'no-such-host.invalid') },
    {
      name: 'TLS where there is none',
      role: 'LOGIN PASSWORD $secret',
      change: (url) => {
        url.searchParams.set('sslmode', 'require');
      },
    },
    {
      name: 'a certificate of another host',
      role: 'LOGIN PASSWORD $secret',
      change: (url) => {
        url.port = String(tls.port);
        url.searchParams.set('sslmode', 'verify-full');
        url.searchParams.set('sslrootcert', authority);
      },
    },
    { name: 'MySQL', change: port(mysql.port) },
    { name: 'an HTTP server', change: port(http.port) },
    { name: 'PostgreSQL 12', change: port(old.port) },
    { name: 'CockroachDB', change: port(cockroach.port) },
  ];

  const list: FailingSource[] = [];
  for (const { name, role, change } of causes) {
    for (const [form, decoration, put] of FORMS) {
      const user = `clerk_${randomBytes(6).toString('hex')}`;
      const secret = `planted-${randomBytes(9).toString('hex')}${decoration}`;
      if (role !== undefined) {
        await system.onSource(
          `CREATE ROLE ${user} ${role.replace('$secret', () => pg.escapeLiteral(secret))}`,
        );
        closers.push(() => system.onSource(`DROP ROLE ${user}`));
      }
      const url = new URL(system.sourceUrl);
      url.username = user;
      put(url, secret);
      change?.(url);
      list.push({ name: `${name}, password ${form}`, url: url.href, secret });
    }
  }
  return {
    list,
    [Symbol.asyncDispose]: async () => {
      for (const close of closers.reverse()) await close();
    },
  };
}
