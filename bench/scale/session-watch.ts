import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { RunningPostgres } from '../../stack/postgres.js';

/** Most sessions of SourceSense at once, those that wait for a slot or are idle among them. */
export interface MostSessions {
  /** On the server. */
  all: number;
  /** On any one of its databases. */
  perSource: number;
}

/** What is watched until it is disposed of. */
export interface SessionWatch extends AsyncDisposable {
  readonly most: Readonly<MostSessions>;
}

const LOOK_MS = 50;

/** Looks at a server's sessions many times a second. */
export async function watchSessions(server: RunningPostgres): Promise<SessionWatch> {
  const client = new pg.Client({ connectionString: server.superuserUrl });
  await client.connect();
  const most: MostSessions = { all: 0, perSource: 0 };
  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      const { rows } = await client.query<{ count: number }>(
        "SELECT count(*)::int FROM pg_stat_activity WHERE application_name LIKE 'sourcesense%' GROUP BY datid",
      );
      const counts = rows.map(({ count }) => count);
      most.all = Math.max(
        most.all,
        counts.reduce((sum, count) => sum + count, 0),
      );
      most.perSource = Math.max(most.perSource, ...counts);
      await delay(LOOK_MS);
    }
    await client.end();
  })();
  return {
    most,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await watching;
    },
  };
}
