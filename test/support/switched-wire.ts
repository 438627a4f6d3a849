import { connect, type Socket } from 'node:net';
import { listen } from './listening.js';
import { cString, int32, message, SSL_REQUEST_CODE } from './wire-messages.js';

/** What answers in a server's place: a PostgreSQL that fails with a SQLSTATE, something that hangs up, an HTTP server. */
export type Impostor = { readonly sqlState: string } | 'hangs up' | 'speaks HTTP';

/** The way to a PostgreSQL server, until something else is put in its place. */
export interface SwitchedWire extends AsyncDisposable {
  readonly port: number;
  /** Ends all connections; null lets new ones reach the server again. */
  become(impostor: Impostor | null): void;
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html: AuthenticationCleartextPassword. */
const CLEARTEXT_PASSWORD = 3;

/**
 * An impostor with a SQLSTATE asks for the password in clear and fails with a message of what `say` makes of it: servers
 * and poolers may say anything, and some quote what they were sent.
 */
export async function startSwitchedWire(
  target: { readonly hostname: string; readonly port: string },
  say: (password: string) => string,
): Promise<SwitchedWire> {
  let current: Impostor | null = null;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const listener = await listen((socket) => {
    keep(socket);
    if (current === 'hangs up') socket.destroy();
    else if (current === 'speaks HTTP') socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    else if (current !== null) failWith(socket, current.sqlState, say);
    else {
      const server = connect(Number(target.port), target.hostname);
      keep(server);
      server.on('close', () => socket.destroy());
      socket.on('close', () => server.destroy());
      socket.pipe(server).pipe(socket);
    }
  });
  return {
    port: listener.port,
    become: (impostor) => {
      current = impostor;
      for (const socket of sockets) socket.destroy();
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await listener[Symbol.asyncDispose]();
    },
  };
}

function failWith(socket: Socket, sqlState: string, say: (password: string) => string): void {
  socket.on('data', (data: Buffer) => {
    if (data.length === 8 && data.readInt32BE(4) === SSL_REQUEST_CODE) socket.write('N');
    else if (data[0] === 0) socket.write(message('R', int32(CLEARTEXT_PASSWORD)));
    else {
      const password = data.subarray(5, -1).toString();
      const fields = ['SFATAL', `C${sqlState}`, `M${say(password)}`, ''].map(cString);
      socket.end(message('E', ...fields));
    }
  });
}
