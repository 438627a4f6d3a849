import pg from 'pg';
import { KEY_COLUMNS, schemaNames, tableDdl, type DatabaseShape } from './table-ddl.js';

/**
 * Tables made in one transaction. A table here takes about ten locks; the server's default has room for 6,400
 * (`max_locks_per_transaction` 64 times 100 connections).
 */
const TABLES_PER_TRANSACTION = 100;

/**
 * Fills an empty database with empty tables as `table-ddl.ts` describes them: 10,000 in about a minute. `report` is told
 * how many are there.
 */
export async function generateDatabase(
  url: string,
  { tables, columns = 20 }: { tables: number; columns?: number },
  report: (tablesDone: number) => void = () => undefined,
): Promise<void> {
  if (columns < KEY_COLUMNS) throw new RangeError(`A generated table has at least ${KEY_COLUMNS} columns.`);
  const shape: DatabaseShape = { tables, columns };
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Losing a generated database to a crash of the machine is no loss.
    await client.query('SET synchronous_commit = off');
    await client.query(
      schemaNames(shape)
        .map((schema) => `CREATE SCHEMA ${schema}`)
        .join(';'),
    );
    for (let first = 1; first <= tables; first += TABLES_PER_TRANSACTION) {
      const last = Math.min(tables, first + TABLES_PER_TRANSACTION - 1);
      const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
      // Several statements in one message are one transaction.
      await client.query(numbers.map((table) => tableDdl(table, shape)).join('\n'));
      report(last);
    }
    // As in a database that has been in use for a while: without it, catalog queries are planned for an empty catalog.
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}
