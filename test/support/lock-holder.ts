import pg from 'pg';

/** A session that holds ACCESS EXCLUSIVE on a table until it is disposed of. */
export class LockHolder implements AsyncDisposable {
  readonly #client: pg.Client;

  constructor(url: string) {
    this.#client = new pg.Client(url);
  }

  async lock(table: string): Promise<void> {
    await this.#client.connect();
    await this.#client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  }

  /** Ends the transaction, keeping what it did. */
  async commit(): Promise<void> {
    await this.#client.query('COMMIT');
    await this.#client.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end();
  }
}
