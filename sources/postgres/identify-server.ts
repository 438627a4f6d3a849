import { connect } from 'node:net';

/** PostgreSQL's SSLRequest: length 8, code 80877103 (https://www.postgresql.org/docs/current/protocol-message-formats.html). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
/** PostgreSQL answers at once; whoever is silent for so long does not say what it is. */
const ANSWER_TIMEOUT_MS = 500;
const ANSWER_BYTES = 200;

/** How other servers answer, or greet whoever connects; the first group is their version. */
const GREETINGS: readonly (readonly [RegExp, string])[] = [
  // A packet's length in three bytes, its number, the protocol's version, the server's: the greeting of the MySQL protocol.
  [/^[^]{3}\0\n(?:5\.5\.5-)?([^\0]*MariaDB)[^\0]*\0/, 'MariaDB'],
  [/^[^]{3}\0\n([^\0]+)\0/, 'MySQL'],
  [/^[^]{3}\0\xff/, 'MySQL'],
  [/^HTTP\//, 'An HTTP server'],
  [/^SSH-/, 'An SSH server'],
  [/^[-+]\w/, 'Redis'],
];

/**
 * What listens at an address and is not PostgreSQL, as the subject of a sentence; null when it is PostgreSQL, or does
 * not say what it is. Takes half a second at most.
 */
export async function identifyOtherServer(host: string, port: number): Promise<string | null> {
  const answer = await firstAnswer(host, port);
  // PostgreSQL's answers: willing to use TLS, unwilling, or an error.
  if (answer === '' || (/^[SNE]/.test(answer) && !answer.startsWith('SSH-'))) return null;
  for (const [greeting, name] of GREETINGS) {
    const found = greeting.exec(answer);
    if (found !== null) return [name, found[1]?.replace(/-MariaDB$/, '')].filter(Boolean).join(' ');
  }
  return 'Some other server';
}

/** The first bytes of what answers, one character each; empty when nothing does. */
function firstAnswer(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ host, port, timeout: ANSWER_TIMEOUT_MS });
    const end = () => {
      socket.destroy();
      resolve(answer.slice(0, ANSWER_BYTES));
    };
    socket.once('connect', () => socket.write(SSL_REQUEST));
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
      end();
    });
    socket.once('timeout', end);
    socket.once('error', end);
    socket.once('end', end);
  });
}
