import type { Socket } from 'node:net';
import pg from 'pg';
import { type Listener, listen } from './listening.js';
import { CANCEL_REQUEST_CODE, MessageReader, sessionStart, SSL_REQUEST_CODE } from './wire-messages.js';

/** As pgbouncer does, which makes up the process id that it names: it is no process of the server. */
const MADE_UP_PROCESS_ID = -714367555;

/** Sessions on the server, lent to one client per transaction. */
class ServerSessions {
  readonly #url: string;
  readonly #idle: Socket[] = [];
  readonly #waiting: ((socket: Socket) => void)[] = [];
  readonly #clients: pg.Client[] = [];
  #free: number;

  constructor(url: string, sessions: number) {
    this.#url = url;
    this.#free = sessions;
  }

  async borrow(): Promise<Socket> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#free === 0) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#free -= 1;
    return this.#open();
  }

  giveBack(socket: Socket): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(socket);
    else next(socket);
  }

  /** Ends a session whose client left in the middle of a transaction. */
  discard(socket: Socket): void {
    socket.destroy();
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else void this.#open().then(next);
  }

  close(): void {
    for (const client of this.#clients) socketOf(client).destroy();
  }

  /** Has `pg` begin the session, then takes its socket over. */
  async #open(): Promise<Socket> {
    const client = new pg.Client(this.#url);
    client.on('error', () => undefined);
    await client.connect();
    this.#clients.push(client);
    const socket = socketOf(client);
    socket.removeAllListeners('data');
    return socket;
  }
}

function socketOf(client: pg.Client): Socket {
  return (client as pg.Client & { connection: { stream: Socket } }).connection.stream;
}

/** One client: begins its session itself, and relays each of its transactions to a session of the server. */
function serveClient(client: Socket, sessions: ServerSessions): void {
  const fromClient = new MessageReader();
  let begun = false;
  let server: Socket | null = null;
  let relayed = Promise.resolve();

  const attach = async (): Promise<Socket> => {
    const socket = await sessions.borrow();
    const fromServer = new MessageReader();
    socket.on('data', (chunk: Buffer) => {
      for (const answer of fromServer.read(chunk, () => true)) {
        client.write(answer);
        if (answer.toString('latin1', 0, 1) !== 'Z' || answer.toString('latin1', 5) !== 'I') continue;
        socket.removeAllListeners('data');
        server = null;
        sessions.giveBack(socket);
      }
    });
    return socket;
  };
  const begin = (request: Buffer) => {
    const code = request.readInt32BE(4);
    if (code === SSL_REQUEST_CODE) client.write('N');
    else if (code === CANCEL_REQUEST_CODE) client.end();
    else {
      begun = true;
      client.write(sessionStart(MADE_UP_PROCESS_ID));
    }
  };
  client.on('data', (chunk: Buffer) => {
    for (const request of fromClient.read(chunk, () => begun)) {
      if (!begun) begin(request);
      else if (request.toString('latin1', 0, 1) === 'X') client.end();
      else
        relayed = relayed.then(async () => {
          server ??= await attach();
          server.write(request);
        });
    }
  });
  client.on('close', () => {
    void relayed.then(() => {
      if (server !== null) sessions.discard(server);
    });
  });
}

/**
 * A connection pooler in transaction mode, as pgbouncer is one: every client may begin a session without a password,
 * and has one of a few sessions of the server for as long as a transaction lasts.
 */
export async function startTransactionPooler(url: string, serverSessions: number): Promise<Listener> {
  const sessions = new ServerSessions(url, serverSessions);
  const listener = await listen((socket) => {
    serveClient(socket, sessions);
  });
  return {
    port: listener.port,
    [Symbol.asyncDispose]: async () => {
      await listener[Symbol.asyncDispose]();
      sessions.close();
    },
  };
}
