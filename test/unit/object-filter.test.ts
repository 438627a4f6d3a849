import { describe, expect, it } from '@jest/globals';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { ObjectFilter } from '../../contracts/object-filter.js';
import { createDecide, isDefault, type ObjectFacts } from '../../filters/decide.js';
import { filterBatches } from '../../filters/filter-batches.js';
import { factsOf, qualifiedName, type RelationExtensions } from '../../filters/object-facts.js';
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
  const NO_EXTENSIONS = new Map<string, string>();
  const EXTENSIONS = new Map([[qualifiedName('a', 'ab'), 'postgis']]);

  /** Rows of every combination of names; where they say their extensions, those in schema `b` are members. */
  function batchOf(kind: Kind): ColumnBatch {
    const pairs = NAMES.flatMap((schema) => NAMES.map((table) => [schema, table] as const));
    const values: Record<string, (schema: string, table: string) => string | null> = {
      schema_name: (schema) => schema,
      table_name: (_, table) => table,
      extension_name: (schema) => (schema === 'b' ? 'postgis' : null),
    };
    const columns = kindDeclaration(kind).columns.map(({ name }) =>
      pairs.map(([schema, table]) => values[name]?.(schema, table) ?? null),
    );
    return { rows: pairs.length, columns };
  }

  async function* once(batch: ColumnBatch) {
    await Promise.resolve();
    yield batch;
  }

  /** Holds the stream to what the preview says of each object. */
  async function expectAsPreviewed(filter: ObjectFilter, kind: Kind, extensions: RelationExtensions) {
    const batch = batchOf(kind);
    const decide = createDecide(filter);
    const facts = factsOf(kind, extensions);
    const previewed = Array.from({ length: batch.rows }, (_, row) => decide(facts(batch, row)).included);
    const selection = { decide, isDefault: isDefault(filter), extensions };
    const { apply, filtered } = filterBatches(kind, selection);
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

  it.each(FILTERS)('keeps exactly what the preview says is included: %j', (filter) =>
    expectAsPreviewed(filter, 'column', EXTENSIONS),
  );

  it.each([{}, { include_schema: [], exclude_kind: [] }, { exclude_kind: ['column'] }])(
    'does so without looking at every object, too: %j',
    async (filter) => {
      await expectAsPreviewed(filter, 'column', NO_EXTENSIONS);
      await expectAsPreviewed(filter, 'column', EXTENSIONS);
      await expectAsPreviewed(filter, 'table', NO_EXTENSIONS);
    },
  );
});
