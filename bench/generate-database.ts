import pg from 'pg';
import type { Shape } from './shapes/shape.js';

/**
 * Pieces made in one transaction. A table takes about ten locks here; the server's default has room for 6,400
 * (`max_locks_per_transaction` 64 times 100 connections).
 */
const PIECES_PER_TRANSACTION = 100;

/** A session keeps what it knows of every table it made: 2,000 of them are about 100 MB. */
const TRANSACTIONS_PER_SESSION = 20;

/** Fills an empty database with what a shape describes: 10,000 empty tables in about a minute. */
export async function generateDatabase(url: string, shape: Shape): Promise<void> {
  await inSession(url, (client) => client.query(shape.foundation));
  const transactions = Math.ceil(shape.pieces / PIECES_PER_TRANSACTION);
  const made: Promise<unknown>[] = [];
  const lane = async () => {
    while (made.length < transactions) {
      await inSession(url, async (client) => {
        for (let done = 0; done < TRANSACTIONS_PER_SESSION && made.length < transactions; done++) {
          const transaction = made.length;
          // Pieces refer to those of up to half their number.
          const needed = made.slice(0, Math.floor(transaction / 2) + 1);
          const making = Promise.all(needed).then(() => client.query(transactionDdl(shape, transaction)));
          made.push(making);
          await making;
        }
      });
    }
  };
  await Promise.all(Array.from({ length: shape.sessions }, lane));
  // As in a database that has been in use for a while: without it, catalog queries are planned for an empty catalog.
  await inSession(url, (client) => client.query('VACUUM ANALYZE'));
}

/** Several statements in one message are one transaction. */
function transactionDdl(shape: Shape, transaction: number): string {
  const first = transaction * PIECES_PER_TRANSACTION + 1;
  const count = Math.min(PIECES_PER_TRANSACTION, shape.pieces - first + 1);
  return Array.from({ length: count }, (_, index) => shape.pieceDdl(first + index)).join('\n');
}

async function inSession(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Losing a generated database to a crash of the machine is no loss.
    await client.query('SET synchronous_commit = off');
    await work(client);
  } finally {
    await client.end();
  }
}
