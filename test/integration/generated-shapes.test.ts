import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { generateDatabase } from '../../bench/generate-database.js';
import { UNUSUAL_SHAPES } from '../../bench/shapes/index.js';
import type { Shape } from '../../bench/shapes/shape.js';
import { ordinaryTables } from '../../bench/shapes/tables.js';
import { createDatabase } from '../support/engines.js';

const COUNTS = `
  SELECT count(*) FILTER (WHERE relkind IN ('r', 'p')) AS tables,
    count(*) FILTER (WHERE relkind = 'v') AS views,
    count(*) FILTER (WHERE relispartition AND relkind = 'r') AS partitions,
    count(DISTINCT relnamespace) AS schemas,
    max(relnatts) FILTER (WHERE relkind = 'r') AS widest,
    (SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conparentid = 0) AS foreign_keys
  FROM pg_class
  WHERE relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_|^information_schema$')`;

async function countsOf(major: 13 | 18, shape: Shape): Promise<Record<string, number>> {
  await using database = await createDatabase(major, 'shape');
  await generateDatabase(database.url, shape);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, string>>(COUNTS);
    return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, count]) => [name, Number(count)]));
  } finally {
    await client.end();
  }
}

describe.each([13, 18] as const)('a database generated in PostgreSQL %d', (major) => {
  it('has a view for every 20 tables, and a foreign key in four of five', async () => {
    const counts = await countsOf(major, ordinaryTables(260));
    expect(counts).toMatchObject({ tables: 260, views: 13, schemas: 2, widest: 20, foreign_keys: 207 });
  });

  it('has as many partitions of one table as asked for', async () => {
    const counts = await countsOf(major, UNUSUAL_SHAPES.partitions.make(120));
    expect(counts).toMatchObject({ tables: 122, partitions: 120, schemas: 1, widest: 20 });
  });

  it('has as many schemas of ten tables as asked for', async () => {
    expect(await countsOf(major, UNUSUAL_SHAPES.schemas.make(12))).toMatchObject({
      tables: 120,
      schemas: 12,
    });
  });

  it('has a table as wide as a table can be, beside ten others', async () => {
    expect(await countsOf(major, UNUSUAL_SHAPES.wide.make(1600))).toMatchObject({ tables: 11, widest: 1600 });
  });
});
