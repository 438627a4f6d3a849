import type { Socket } from 'node:net';
import { type Listener, listen } from './listening.js';
import { cString, int16, int32, message, READY, sessionStart, SSL_REQUEST_CODE } from './wire-messages.js';

/** Greets as MySQL 8.4 does: https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html */
export function startMySqlGreeting(version: string): Promise<Listener> {
  const rest = Buffer.from(
    '0800000012345678123456780001ffffff02000ffdf1500000000000000000000012345678123456781234567800',
    'hex',
  );
  const payload = Buffer.concat([
    Buffer.from([10]),
    cString(version),
    rest,
    cString('caching_sha2_password'),
  ]);
  return listen((socket) => socket.write(Buffer.concat([Buffer.from([payload.length, 0, 0, 0]), payload])));
}

/** Answers whatever is not HTTP as nginx does, then hangs up. */
export function startHttpServer(): Promise<Listener> {
  return listen((socket) =>
    socket.once('data', () =>
      socket.end('HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nConnection: close\r\n\r\n'),
    ),
  );
}

/** Accepts connections and says nothing. */
export function startSilentServer(): Promise<Listener> {
  return listen(() => undefined);
}

const TEXT_TYPE = 25;
const INT4_TYPE = 23;

/** A server that speaks PostgreSQL's protocol and, whatever it is asked, says which product and version it is. */
export function startProtocolSpeaker(
  product: string,
  version: string,
  versionNumber: number,
): Promise<Listener> {
  const row = {
    version_number: String(versionNumber),
    version,
    product,
    database_name: 'defaultdb',
    role: 'reader',
    process_id: '1',
  };
  const columns = Object.keys(row).map((name) =>
    Buffer.concat([
      cString(name),
      int32(0),
      int16(0),
      int32(/number|_id$/.test(name) ? INT4_TYPE : TEXT_TYPE),
      int16(-1),
      int32(-1),
      int16(0),
    ]),
  );
  const values = Object.values(row).map((text) =>
    Buffer.concat([int32(Buffer.byteLength(text)), Buffer.from(text)]),
  );
  const answer = Buffer.concat([
    message('T', int16(columns.length), ...columns),
    message('D', int16(values.length), ...values),
    message('C', cString('SELECT 1')),
    READY,
  ]);
  return listen((socket: Socket) => {
    socket.on('data', (data: Buffer) => {
      if (data.length === 8 && data.readInt32BE(4) === SSL_REQUEST_CODE) socket.write('N');
      else if (data[0] === 0) socket.write(sessionStart(1));
      else if (data.toString('latin1', 0, 1) === 'Q') socket.write(answer);
    });
  });
}
