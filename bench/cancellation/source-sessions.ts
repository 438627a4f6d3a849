import pg from 'pg';

/** Looks at the sessions of SourceSense on a source, from one of its own; disposing of it ends that. */
export class SourceSessions implements AsyncDisposable {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(url: string): Promise<SourceSessions> {
    const client = new pg.Client({ connectionString: url, application_name: 'bench' });
    await client.connect();
    return new SourceSessions(client);
  }

  async count(): Promise<number> {
    const { rowCount } = await this.#ours();
    return rowCount ?? 0;
  }

  /** When the latest query of all sessions began, by the clock of the source; 0 where there is none. */
  async latestQueryMs(): Promise<number> {
    const { rows } = await this.#ours();
    return Math.max(0, ...rows.map(({ query_start }) => query_start?.getTime() ?? 0));
  }

  #ours() {
    return this.#client.query<{ query_start: Date | null }>(
      `SELECT query_start FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'sourcesense%'`,
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#client.end();
  }
}
