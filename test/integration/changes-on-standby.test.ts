import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type PostgresOptions, type RunningPostgres, startPostgres } from '../../stack/postgres.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { silentReporter } from '../../stack/progress.js';
import { engines } from '../support/engines.js';
import { readContext, runSql, sourceAt } from '../support/read-source.js';

/** A primary, and a standby that streams from it. */
async function startBoth(major: 13 | 18): Promise<[primary: RunningPostgres, standby: RunningPostgres]> {
  const optionsOf = (name: string): PostgresOptions => {
    const directory = join(engines().directory, `${name}-${major}`);
    mkdirSync(directory, { recursive: true });
    return {
      major,
      directory,
      ledger: new ProcessLedger(directory),
      reporter: silentReporter,
      durable: false,
    };
  };
  const [original, copy] = [optionsOf('primary'), optionsOf('streaming')];
  await (await startPostgres(original)).stop();
  execFileSync('cp', ['-a', `${original.directory}/.`, copy.directory]);
  const primary = await startPostgres(original);
  const { port, username, password } = new URL(primary.superuserUrl);
  const connection = `host=127.0.0.1 port=${port} user=${username} password=${password}`;
  writeFileSync(join(copy.directory, 'data/postgresql.auto.conf'), `primary_conninfo = '${connection}'\n`);
  writeFileSync(join(copy.directory, 'data/standby.signal'), '');
  return [primary, await startPostgres(copy)];
}

/** Waits until the standby has all that the primary has written. */
async function untilReplayed(primary: pg.Client, standby: pg.Client): Promise<void> {
  const { rows } = await primary.query<{ lsn: string }>('SELECT pg_current_wal_insert_lsn()::text AS lsn');
  const isThere = async () => {
    const answer = await standby.query<{ is_there: boolean }>(
      'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS is_there',
      [rows[0]?.lsn],
    );
    return answer.rows[0]?.is_there === true;
  };
  while (!(await isThere())) await delay(20);
}

describe.each([13, 18] as const)('A standby of PostgreSQL %i', (major) => {
  it('names what a transaction of its primary wrote that was under way at the snapshot', async () => {
    const [primary, standby] = await startBoth(major);
    const [migration, older] = [new pg.Client(primary.superuserUrl), new pg.Client(primary.superuserUrl)];
    const other = new pg.Client(standby.superuserUrl);
    const source = sourceAt(standby.superuserUrl);
    const context = readContext('standby');
    try {
      await Promise.all([migration.connect(), older.connect(), other.connect()]);
      await runSql(
        primary.superuserUrl,
        'CREATE TABLE moving (a int); CREATE TABLE settled (a int)',
        'CREATE TABLE gone (a int)',
      );
      await migration.query('BEGIN; ALTER TABLE moving RENAME a TO b; DROP TABLE gone');
      await runSql(primary.superuserUrl, 'ALTER TABLE settled ADD b int');
      await untilReplayed(migration, other);
      const snapshot = await source.snapshot(context);
      const { partitions } = await source.discover(context, { partitionSize: 10, maxPartitions: 10 });
      expect(await source.changesSince(context, snapshot, partitions)).toMatchObject({ changed: [] });
      await migration.query('COMMIT');
      await untilReplayed(migration, other);
      const { changed, counts } = await source.changesSince(context, snapshot, partitions);
      expect(changed.map(({ relationName }) => relationName)).toEqual(['moving']);
      expect(counts?.readable.table).toBe(2);

      // What is dropped leaves nothing, and while an older transaction goes on the standby calls its moment the same.
      await older.query('BEGIN; SELECT txid_current()');
      await migration.query('BEGIN; DROP TABLE moving');
      await runSql(primary.superuserUrl, 'ALTER TABLE settled ADD c int');
      await untilReplayed(older, other);
      const before = await source.snapshot(context);
      await migration.query('COMMIT');
      await untilReplayed(older, other);
      const after = await source.changesSince(context, before, partitions);
      expect(after.snapshot).toBe(before);
      expect(after.counts?.readable.table).toBe(1);
    } finally {
      await source.close();
      await Promise.all([migration.end(), older.end(), other.end()]);
      await standby.stop();
      await primary.stop();
    }
  }, 60_000);
});
