import { setImmediate as turn } from 'node:timers/promises';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import type { KindColumn } from '../../contracts/kinds/kind.js';
import { untilAborted } from './until-aborted.js';
import type { SqliteDatabase } from './database.js';
import { encoderOf } from './values.js';

let made = 0;

/**
 * Rows of an attempt to land, in temporary tables of this process: read and checked in their own time, while nobody waits
 * for them, then moved into the catalog in one short transaction. A process that is killed leaves nothing.
 */
export class Staging {
  readonly #database: SqliteDatabase;
  readonly #tables: string[] = [];

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  /** Fills a table with batches in the shape of the columns, and returns its name. Stops when the signal is aborted. */
  async fill(
    columns: readonly KindColumn[],
    batches: AsyncIterable<ColumnBatch>,
    signal: AbortSignal,
  ): Promise<string> {
    const table = `temp.staged_${++made}`;
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    this.#database.connection.exec(`CREATE TABLE ${table} (${names})`);
    this.#tables.push(table);
    const insert = `INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`;
    for await (const batch of untilAborted(batches, signal)) {
      this.#insert(insert, columns, batch);
      // Batches that are there already would keep heartbeats waiting for all of them.
      await turn();
    }
    return table;
  }

  #insert(sql: string, columns: readonly KindColumn[], { rows, columns: values }: ColumnBatch): void {
    const encoders = columns.map(encoderOf);
    this.#database.stage('keep the rows of an artifact', () => {
      const insert = this.#database.connection.prepare(sql);
      for (let row = 0; row < rows; row++) {
        insert.run(encoders.map((encode, column) => encode(values[column]?.[row] ?? null)));
      }
    });
  }

  /** Drops all tables; does nothing once the catalog is closed, which drops them too. */
  drop(): void {
    const { connection } = this.#database;
    if (!connection.open) return;
    for (const table of this.#tables) connection.exec(`DROP TABLE ${table}`);
  }
}
