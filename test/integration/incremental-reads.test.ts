import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { Value } from '../../contracts/kinds/kind.js';
import { sqlForVersion } from '../../sources/load-sql.js';
import type { Source } from '../../sources/source.js';
import type { PostgresMajor } from '../../stack/versions.js';
import { ALL_MAJORS, createDatabase } from '../support/engines.js';
import { IncrementalReader, type Rows, readEverything } from '../support/incremental-reader.js';
import { randomStatement, seededRandom } from '../support/random-ddl.js';
import { EVERYTHING, readContext, runSql, sourceAt } from '../support/read-source.js';
import { execute } from '../support/rebuilt.js';

/** 1,000 take minutes: they were run for docs/incremental.md, and are whenever somebody asks for them. */
const SEQUENCES = Number(process.env['SOURCESENSE_TEST_DDL_SEQUENCES'] ?? 25);
const SEED = Number(process.env['SOURCESENSE_TEST_DDL_SEED'] ?? 1);
const LONGEST_SEQUENCE = 6;
const MINUTES_MS = 60_000;

const TORTURE = fileURLToPath(new URL('../../../test/torture', import.meta.url));

async function loadTorture(url: string, major: PostgresMajor): Promise<void> {
  const files = readdirSync(TORTURE).sort();
  const script = files.map((file) => readFileSync(`${TORTURE}/${file}`, 'utf8')).join('\n');
  await execute(url, sqlForVersion(script, major));
}

/** Runs statements in one session that then ends, so that the server has its statistics; those that fail change nothing. */
async function attempt(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  for (const statement of statements) await client.query(statement).catch(() => undefined);
  await client.end();
}

/** Kinds of which one reading found other rows than another. */
function differentKinds(a: ReadonlyMap<Kind, Rows>, b: ReadonlyMap<Kind, Rows>): Kind[] {
  return ALL_KINDS.filter((kind) => JSON.stringify(a.get(kind) ?? []) !== JSON.stringify(b.get(kind) ?? []));
}

describe('An incremental reading', () => {
  it(
    `finds after each of ${SEQUENCES} random sequences of statements what a full one finds`,
    async () => {
      await using database = await createDatabase(18, 'random');
      const source = sourceAt(database.url);
      await using reader = await IncrementalReader.open(source);
      await reader.run();
      const random = seededRandom(SEED);
      for (let sequence = 0; sequence < SEQUENCES; sequence++) {
        const statements = Array.from({ length: random(LONGEST_SEQUENCE) + 1 }, () =>
          randomStatement(random),
        );
        await attempt(database.url, statements);
        let everything = await readEverything(source);
        let { rows } = await reader.run();
        // What the server counts arrives when it likes: twice in a row it does not.
        for (let again = 0; again < 5 && differentKinds(rows, everything).some(isCounted); again++) {
          everything = await readEverything(source);
          ({ rows } = await reader.run());
        }
        expect({ sequence, statements, different: differentKinds(rows, everything) }).toEqual({
          sequence,
          statements,
          different: [],
        });
      }
      await source.close();
    },
    SEQUENCES * 5000 + MINUTES_MS,
  );
});

const isCounted = (kind: Kind) => kind === 'table_statistics' || kind === 'column_statistics';

describe.each(ALL_MAJORS)('An incremental reading of PostgreSQL %i', (major) => {
  it(
    'extracts nothing of an unchanged source, and reads only what is more than its definitions',
    async () => {
      await using database = await createDatabase(major, 'torture');
      await loadTorture(database.url, major);
      await runSql(database.url, 'VACUUM');
      const source = sourceAt(database.url);
      await using reader = await IncrementalReader.open(source);
      const first = await reader.run();
      const second = await reader.run();
      expect(first.objects).toBeGreaterThan(500);
      expect(second.objects).toBe(first.objects);
      expect(second.unchanged).toBe(first.objects);
      expect(second.unread.length).toBeGreaterThan(40);
      // Written, but not otherwise than it was.
      await attempt(database.url, ['VACUUM', 'ANALYZE', `REINDEX DATABASE ${database.name}`]);
      await runSql(database.url, 'CREATE TEMP TABLE passing (a int DEFAULT 1 CHECK (a > 0))');
      expect((await reader.run()).unread).toEqual(second.unread);
      // Nothing but a name: the fingerprint is another one, and every row is compared.
      await runSql(database.url, 'CREATE SCHEMA one_more');
      const third = await reader.run();
      expect(third.unread).toEqual([]);
      expect(third.objects - third.unchanged).toBeLessThan(5);
      await source.close();
    },
    5 * MINUTES_MS,
  );

  it(
    'extracts an object again whichever of its attributes was another one',
    async () => {
      await using database = await createDatabase(major, 'attributes');
      await loadTorture(database.url, major);
      const source = sourceAt(database.url);
      const overlooked: string[] = [];
      let attributes = 0;
      for (const kind of ALL_KINDS) {
        await using shared = await source.together(readContext('attributes'));
        const batches = await readAll(source.read(shared, kind, EVERYTHING[kindDeclaration(kind).scope]));
        for (const [index, { name }] of kindDeclaration(kind).columns.entries()) {
          const [batch] = batches;
          if (batch === undefined) continue;
          attributes += 1;
          const keys = batches.flatMap((one, at) =>
            source.rowKeys(kind, at === 0 ? withOther(one, index) : one),
          );
          const found = await differences(source, shared, kind, keys);
          if (found.rows !== 1 || found.gone.length !== 1) overlooked.push(`${kind}.${name}`);
        }
      }
      expect(overlooked).toEqual([]);
      expect(attributes).toBeGreaterThan(500);
      await source.close();
    },
    5 * MINUTES_MS,
  );
});

async function readAll(batches: AsyncIterable<ColumnBatch>): Promise<ColumnBatch[]> {
  const all: ColumnBatch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}

/** The batch, with another value in one column of its first row. */
function withOther({ rows, columns }: ColumnBatch, index: number): ColumnBatch {
  return {
    rows,
    columns: columns.map((values, at) =>
      at === index ? values.map((value, row) => (row === 0 ? otherThan(value) : value)) : values,
    ),
  };
}

function otherThan(value: Value): Value {
  if (value === null) return 'something';
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return value === '' ? null : `${value} `;
  return typeof value === 'bigint' ? value + 1n : value + 1;
}

async function differences(
  source: Source,
  shared: Parameters<Source['readDifferences']>[0],
  kind: Kind,
  keys: readonly string[],
): Promise<{ rows: number; gone: string[] }> {
  const gone: string[] = [];
  const partition = EVERYTHING[kindDeclaration(kind).scope];
  const batches = await readAll(
    source.readDifferences(shared, kind, partition, keys, (found) => gone.push(...found)),
  );
  return { rows: batches.reduce((sum, { rows }) => sum + rows, 0), gone };
}
