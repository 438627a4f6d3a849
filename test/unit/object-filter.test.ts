import { describe, expect, it } from '@jest/globals';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import { kindDeclaration } from '../../contracts/kinds/index.js';
import type { ObjectFilter } from '../../contracts/object-filter.js';
import { createDecide, type ObjectFacts } from '../../filters/decide.js';
import { filterBatches } from '../../filters/filter-batches.js';
import { factsOf, qualifiedName } from '../../filters/object-facts.js';
import { compilePattern } from '../../filters/pattern.js';
import { objectFilterSchema } from '../../filters/config.js';

const FACTS: ObjectFacts = {
  kind: 'table',
  database: 'shop',
  schema: 'sales',
  table: 'orders',
  extension: null,
};

const decide = (filter: ObjectFilter, facts: Partial<ObjectFacts> = {}) =>
  createDecide(filter)({ ...FACTS, ...facts });

describe('a pattern', () => {
  it.each([
    ['sales_*', 'sales_2024', true],
    ['sales_*', 'presales_2024', false],
    ['t?', 't1', true],
    ['t?', 't12', false],
    ['a.b', 'axb', false],
    ['a+(b)[c]{d}^$|\\', 'a+(b)[c]{d}^$|\\', true],
    ['*', 'line one\nline two', true],
    ['Orders', 'orders', false],
    ['/^tmp_\\d+$/', 'tmp_17', true],
    ['/mp_/', 'tmp_17', true],
    ['/^mp_/', 'tmp_17', false],
    ['*🙂*', 'a🙂b', true],
  ])('%s fits %j: %s', (pattern, name, fits) => {
    expect(compilePattern(pattern)(name)).toBe(fits);
  });

  it('can not run away, whatever it is', () => {
    const name = `${'a'.repeat(20_000)}!`;
    const startedMs = performance.now();
    expect(compilePattern('/^(a+)+$/')(name)).toBe(false);
    expect(compilePattern('*a*a*a*a*a*a*b')(name)).toBe(false);
    // Backtracking would take longer than the universe has been there.
    expect(performance.now() - startedMs).toBeLessThan(5000);
  });

  it('that is not valid is refused with what to write instead', () => {
    expect(() => compilePattern('/(/')).toThrow(/The pattern \/\(\/ is not valid: .* Write a glob/);
    expect(objectFilterSchema.safeParse({ include_schema: ['/(?=x)/'] }).success).toBe(false);
    expect(objectFilterSchema.safeParse({ include_shema: ['x'] }).success).toBe(false);
  });
});

describe('a filter', () => {
  it('takes everything by default, but for members of extensions', () => {
    expect(decide({})).toEqual({ included: true, rule: 'default' });
    expect(decide({}, { extension: 'postgis' })).toEqual({
      included: false,
      rule: 'default: members of extensions',
    });
    expect(decide({ include_extension: ['post*'] }, { extension: 'postgis' }).included).toBe(true);
  });

  it('leaves out what an exclude list names, also where an include list names it', () => {
    const filter = { include_schema: ['s*'], exclude_schema: ['sales'] };
    expect(decide(filter)).toEqual({ included: false, rule: 'exclude_schema sales' });
    expect(decide(filter, { schema: 'stock' })).toEqual({ included: true, rule: 'include_schema s*' });
    expect(decide(filter, { schema: 'hr' })).toEqual({ included: false, rule: 'include_schema: none fits' });
  });

  it('names tables with or without their schema', () => {
    expect(decide({ exclude_table: ['orders'] }).included).toBe(false);
    expect(decide({ exclude_table: ['sales.orders'] }).included).toBe(false);
    expect(decide({ exclude_table: ['hr.orders'] }).included).toBe(true);
    expect(decide({ include_table: ['sales.*'] }).rule).toBe('include_table sales.*');
  });

  it('says nothing of objects that have no such thing', () => {
    const role = { kind: 'role', database: null, schema: null, table: null };
    expect(decide({ include_schema: ['sales'], include_table: ['orders'] }, role).included).toBe(true);
    expect(decide({ exclude_kind: ['role'] }, role).rule).toBe('exclude_kind role');
  });
});

describe('a filtered stream', () => {
  const NAMES = ['a', 'b', 'ab', 'tmp_1', 'A.b', 'x y', ''];
  const EXTENSIONS = new Map([[qualifiedName('a', 'ab'), 'postgis']]);

  /** Rows of every combination of names, for a kind that belongs to tables. */
  function batchOf(): ColumnBatch {
    const pairs = NAMES.flatMap((schema) => NAMES.map((table) => [schema, table] as const));
    const columns = kindDeclaration('column').columns.map(({ name }) =>
      pairs.map(([schema, table]) => (name === 'schema_name' ? schema : name === 'table_name' ? table : 'x')),
    );
    return { rows: pairs.length, columns };
  }

  async function* once(batch: ColumnBatch) {
    await Promise.resolve();
    yield batch;
  }

  /** Filters made of every pair of settings over a few patterns. */
  const FILTERS = ['include_schema', 'exclude_schema', 'include_table', 'exclude_table'].flatMap((first) =>
    ['include_table', 'exclude_schema', 'exclude_kind', 'include_extension'].flatMap((second) =>
      ['a', '*b', '/^.$/', 'a.*', 'column', 'postgis'].map((pattern): ObjectFilter => ({
        [first]: ['a*', 'x y'],
        [second]: [pattern],
      })),
    ),
  );

  it.each(FILTERS)('keeps exactly what the preview says is included: %j', async (filter) => {
    const batch = batchOf();
    const decideAbout = createDecide(filter);
    const facts = factsOf('column', EXTENSIONS);
    const previewed = Array.from({ length: batch.rows }, (_, row) => decideAbout(facts(batch, row)).included);
    const { apply, filtered } = filterBatches('column', { decide: decideAbout, extensions: EXTENSIONS });
    const kept: unknown[] = [];
    for await (const { columns } of apply(once(batch))) {
      kept.push(...(columns[1] ?? []).map((schema, row) => [schema, columns[2]?.[row]]));
    }
    const wanted = previewed.flatMap((included, row) =>
      included ? [[batch.columns[1]?.[row], batch.columns[2]?.[row]]] : [],
    );
    expect(kept).toEqual(wanted);
    const left = [...filtered.values()].reduce((sum, count) => sum + count, 0);
    expect(left).toBe(batch.rows - wanted.length);
  });
});
