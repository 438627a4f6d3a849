import { describe, expect, it } from '@jest/globals';
import { ALL_KINDS, kindDeclaration } from '../../contracts/kinds/index.js';
import {
  NEWEST_TESTED_MAJOR,
  OLDEST_SUPPORTED_MAJOR,
  queriesForVersion,
} from '../../sources/postgres/queries.js';
import { sqlForVersion } from '../../sources/load-sql.js';

const FILE = ['SELECT a,', '       b, -- since 15', '    -- before 15: NULL AS b,', '       c'].join('\n');

describe('a static SQL file', () => {
  it('keeps the newer line on a newer server and drops the older one', () => {
    expect(sqlForVersion(FILE, 15)).toBe('SELECT a,\n       b,\n       c');
  });

  it('puts the older line in its place on an older server', () => {
    expect(sqlForVersion(FILE, 14)).toBe('SELECT a,\n    NULL AS b,\n       c');
  });

  it('can bound a line on both sides', () => {
    const line = '-- before 17, since 15: x';
    expect([14, 15, 16, 17].map((major) => sqlForVersion(line, major))).toEqual(['', 'x', 'x', '']);
  });

  it('leaves out what may fail for one object where only the structure is wanted', () => {
    const line = '  pg_get_viewdef(c.oid) AS definition, -- else: NULL AS definition,';
    expect(sqlForVersion(line, 18)).toBe('  pg_get_viewdef(c.oid) AS definition,');
    expect(sqlForVersion(line, 18, 'structure')).toBe('  NULL AS definition,');
    expect(sqlForVersion(`-- before 17: ${line.trim()}`, 16, 'structure')).toBe('NULL AS definition,');
    expect(sqlForVersion(`${line} -- since 15`, 15, 'structure')).toBe('  NULL AS definition,');
  });

  it('leaves ordinary comments alone', () => {
    expect(sqlForVersion('-- since when?\nSELECT 1', 13)).toBe('-- since when?\nSELECT 1');
  });
});

describe.each([OLDEST_SUPPORTED_MAJOR, 14, 15, 16, 17, NEWEST_TESTED_MAJOR])(
  'the queries for PostgreSQL %i',
  (major) => {
    it.each(ALL_KINDS)('name every column of %s, in the declared order', (kind) => {
      const sql = queriesForVersion(major).kinds[kind];
      const names = kindDeclaration(kind).columns.map(({ name }) => name);
      const positions = names.map((name) => sql.search(new RegExp(`(AS|\\.)\\s*${name}\\b`)));
      expect(names.filter((_, index) => (positions[index] ?? -1) < 0)).toEqual([]);
    });
  },
);
