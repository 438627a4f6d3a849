import { describe, expect, it } from '@jest/globals';
import { ALL_MAJORS, createDatabase } from '../support/engines.js';
import { readContext, runSql, sourceAt } from '../support/read-source.js';

const CASES = ALL_MAJORS.flatMap((major) =>
  (
    [
      ['added', 'ALTER TABLE t ADD c int'],
      ['changed', "COMMENT ON TABLE t IS 'new'"],
      ['dropped, which leaves no row', 'COMMENT ON TABLE t IS NULL'],
      ['written and taken back', 'ALTER TABLE t RENAME TO other; ALTER TABLE other RENAME TO t'],
    ] as const
  ).map(([what, statement]) => ({ major, what, statement })),
);

describe('Definitions', () => {
  it.each(CASES)(
    'of PostgreSQL $major were written when something was $what',
    async ({ major, statement }) => {
      await using database = await createDatabase(major, 'written');
      await runSql(database.url, "CREATE TABLE t (a int, b int); COMMENT ON TABLE t IS 'old'");
      const source = sourceAt(database.url);
      const snapshot = await source.snapshot(readContext('before'));
      const { extent } = await source.state(readContext('before'));
      const wereWritten = () => source.wereDefinitionsWritten(readContext('after'), snapshot, extent);
      // Rows, and what passes, are no definitions.
      await runSql(database.url, 'INSERT INTO t SELECT 1', 'CREATE TEMP TABLE passing (a int)', 'ANALYZE t');
      expect(await wereWritten()).toBe(false);
      await runSql(database.url, statement);
      expect(await wereWritten()).toBe(true);
      await source.close();
    },
  );
});
