import { mkdtempSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createSecureContext, TLSSocket } from 'node:tls';
import pg from 'pg';
import { generate } from 'selfsigned';
import { engines } from './engines.js';
import { type Credentials, isAccepted } from './iam-token.js';
import { listen } from './listening.js';
import { cString, int32, message, MessageReader, sessionStart, SSL_REQUEST_CODE } from './wire-messages.js';

export const REGION = 'eu-west-1';
const ROLE = 'catalog_role';

/** What RDS is in front of a database: TLS, and IAM tokens in place of passwords. */
export interface Rds extends AsyncDisposable {
  /** The URL of the database through it, without a password, with the authority's certificate. */
  readonly url: string;
  /** The tokens it was given, the last one last. */
  readonly tokens: readonly string[];
}

/** The authentication of RDS: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html */
const CLEARTEXT_PASSWORD = message('R', int32(3));
const REFUSED = message(
  'E',
  ...['SFATAL', 'VFATAL', 'C28P01', `MPAM authentication failed for user "${ROLE}"`].map(cString),
  Buffer.alloc(1),
);

/** Puts RDS's way in before a database of a real server; sessions run as that server's superuser. */
export async function startRds(databaseUrl: string, credentials: Credentials): Promise<Rds> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  const context = createSecureContext({ cert, key });
  const tokens: string[] = [];
  const sessions = new Set<pg.Client>();
  let place = '';
  const letIn = (token: string, user: string) => {
    tokens.push(token);
    return user === ROLE && isAccepted(token, { ...credentials, region: REGION, place, user });
  };
  const listener = await listen((socket) => {
    socket.once('data', (request: Buffer) => {
      if (request.readInt32BE(4) !== SSL_REQUEST_CODE) {
        socket.destroy();
        return;
      }
      socket.write('S');
      const secure = new TLSSocket(socket, { isServer: true, secureContext: context });
      secure.on('error', () => secure.destroy());
      void serve(secure, databaseUrl, letIn, sessions).catch(() => secure.destroy());
    });
  });
  place = `localhost:${listener.port}`;
  const authority = join(mkdtempSync(join(engines().directory, 'rds-')), 'authority.pem');
  writeFileSync(authority, cert);
  return {
    tokens,
    url: `postgres://${ROLE}@${place}/${new URL(databaseUrl).pathname.slice(1)}?sslrootcert=${authority}`,
    [Symbol.asyncDispose]: async () => {
      for (const session of sessions) socketOf(session).destroy();
      await listener[Symbol.asyncDispose]();
    },
  };
}

async function serve(
  client: TLSSocket,
  databaseUrl: string,
  letIn: (token: string, user: string) => boolean,
  sessions: Set<pg.Client>,
): Promise<void> {
  const next = messages(client);
  const startup = new Map(pairs((await next()).subarray(8)));
  client.write(CLEARTEXT_PASSWORD);
  const token = (await next()).subarray(5).toString('utf8').replace(/\0$/, '');
  if (!letIn(token, startup.get('user') ?? '')) {
    client.end(REFUSED);
    return;
  }
  const session = new pg.Client({
    connectionString: databaseUrl,
    application_name: startup.get('application_name'),
  });
  session.on('error', () => client.destroy());
  await session.connect();
  sessions.add(session);
  const server = socketOf(session);
  server.removeAllListeners('data');
  client.removeAllListeners('data');
  client.on('close', () => server.destroy());
  server.on('close', () => client.destroy());
  client.write(sessionStart(0));
  client.pipe(server).pipe(client);
}

/** The client's messages, one at a time; the first has no code. */
function messages(client: TLSSocket): () => Promise<Buffer> {
  const reader = new MessageReader();
  let begun = false;
  const arrived: Buffer[] = [];
  let wake = (): void => undefined;
  client.on('data', (chunk: Buffer) => {
    const read = reader.read(chunk, () => begun);
    begun ||= read.length > 0;
    arrived.push(...read);
    wake();
  });
  return async () => {
    for (;;) {
      const first = arrived.shift();
      if (first !== undefined) return first;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
}

function pairs(parameters: Buffer): [string, string][] {
  const texts = parameters.toString('utf8').split('\0');
  return texts.flatMap((text, at): [string, string][] => (at % 2 === 0 ? [[text, texts[at + 1] ?? '']] : []));
}

function socketOf(client: pg.Client): Socket {
  return (client as pg.Client & { connection: { stream: Socket } }).connection.stream;
}
