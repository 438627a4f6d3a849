import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { CatalogProvider } from '../../catalog/provider.js';
import type { AttributeFilter, ObjectPage } from '../../catalog/reading/read-model.js';
import type { Kind } from '../../contracts/kinds/index.js';
import { landingOf, NEVER, publication, publishRows, type Row, schemas } from '../support/catalog-fixture.js';
import { PROVIDERS } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';

const table = (table_name: string, more: Row = {}): Row => ({
  ...{ database_name: 'shop', schema_name: 'public', table_name, ...more },
});
const column = (table_name: string, column_name: string, more: Row = {}): Row =>
  table(table_name, { column_name, ...more });

/** A run of several kinds that is published. */
async function publishKinds(
  catalog: CatalogProvider,
  source: string,
  kinds: Partial<Record<Kind, readonly Row[]>>,
): Promise<string> {
  const runId = `run-${randomUUID()}`;
  await catalog.beginRun(runId, source);
  const landings = Object.entries(kinds).map(([kind, rows]) => landingOf(kind as Kind, rows));
  await catalog.land({ runId, partitionId: 'database', epoch: 1, reading: 1 }, landings, NEVER);
  const extracted = Object.fromEntries(Object.entries(kinds).map(([kind, rows]) => [kind, rows.length]));
  await catalog.publish(publication(runId, extracted));
  return runId;
}

/** Longer than what is kept of values. */
const LONG_COMMENT = `${'words '.repeat(100)}the end`;

const namesOf = ({ objects }: ObjectPage) => objects.map(({ name }) => name);

describe.each(PROVIDERS)('%s', (provider) => {
  let catalog: CatalogProvider;
  useCatalog(provider, (opened) => {
    ({ catalog } = opened);
  });

  const list = (source: string, kind: Kind, ...filters: AttributeFilter[]) =>
    catalog.reading.listObjects({ source, kind, filters });

  describe('A list', () => {
    it('goes through all objects of a kind by name, page by page, each of them once', async () => {
      const names = Array.from({ length: 25 }, (_, index) => `s${String(index * 7).padStart(3, '0')}`);
      await publishRows(catalog, 'schema', schemas(...names, 'Zoo', 'a.b', 'ä'), 'pages');
      const seen: string[] = [];
      let after: string | null | undefined;
      while (after !== null) {
        const page = await catalog.reading.listObjects({
          ...{ source: 'pages', kind: 'schema', limit: 10 },
          ...(after !== undefined && { after }),
        });
        seen.push(...namesOf(page));
        after = page.cursor;
      }
      expect(seen).toEqual(['Zoo', 'a.b', ...names.sort(), 'ä']);
    });

    it('shows nothing of a run that is not published, and a published one at once', async () => {
      const { runId } = await publishRows(catalog, 'schema', schemas('a', 'b'), 'pending');
      await catalog.beginRun('pending-2', 'pending');
      await catalog.land(
        { runId: 'pending-2', partitionId: 'database', epoch: 1, reading: 1 },
        [landingOf('schema', [...schemas('b', 'c'), { ...schemas('a')[0], owner: 'other' }])],
        NEVER,
      );
      expect(await list('pending', 'schema')).toMatchObject({ runId, isCurrent: true });
      expect(namesOf(await list('pending', 'schema'))).toEqual(['a', 'b']);
      expect(namesOf(await list('pending', 'schema', equals('owner', 'other')))).toEqual([]);
      await catalog.publish(publication('pending-2', { schema: 3 }));
      expect(namesOf(await list('pending', 'schema'))).toEqual(['a', 'b', 'c']);
      expect(namesOf(await list('pending', 'schema', equals('owner', 'other')))).toEqual(['a']);
    });

    it('is that of a past run, or of the last one until some time, when asked for', async () => {
      const first = await publishRows(catalog, 'schema', schemas('a', 'b'), 'past');
      const between = new Date();
      await publishRows(catalog, 'schema', [{ ...schemas('b')[0], owner: 'new' }, ...schemas('c')], 'past');
      await publishRows(catalog, 'schema', schemas('c'), 'past');
      const asOf = (moment: string | Date, ...filters: AttributeFilter[]) =>
        catalog.reading.listObjects({ source: 'past', kind: 'schema', asOf: moment, filters });
      expect(namesOf(await asOf(first.runId))).toEqual(['a', 'b']);
      expect(namesOf(await asOf(between))).toEqual(['a', 'b']);
      expect(namesOf(await asOf(first.runId, equals('owner', 'new')))).toEqual([]);
      expect(namesOf(await asOf(new Date()))).toEqual(['c']);
      await expect(asOf(new Date(0))).rejects.toMatchObject({ category: 'invalid_input' });
      await expect(asOf('no-such-run')).rejects.toMatchObject({ category: 'invalid_input' });
    });

    it('refuses a source, a cursor and a page that there is not', async () => {
      await publishRows(catalog, 'schema', schemas('a', 'b'), 'warehouse');
      const page = await catalog.reading.listObjects({ source: 'warehouse', kind: 'schema', limit: 1 });
      const refused = { category: 'invalid_input' };
      await expect(list('warehose', 'schema')).rejects.toThrow('Did you mean warehouse?');
      for (const after of ['', 'x', page.cursor ?? '']) {
        const request = { source: 'warehouse', kind: 'table', after } as const;
        await expect(catalog.reading.listObjects(request)).rejects.toMatchObject(refused);
      }
      for (const limit of [0, 1.5, 1001]) {
        const request = { source: 'warehouse', kind: 'schema', limit } as const;
        await expect(catalog.reading.listObjects(request)).rejects.toMatchObject(refused);
      }
    });
  });

  describe('A filter', () => {
    const source = 'filtered';
    const rows: readonly (readonly [string, Row])[] = [
      ['a', { data_type: 'integer', ordinal_position: 1, is_nullable: false, comment: null }],
      ['B', { data_type: 'text', ordinal_position: 2, is_nullable: true, comment: 'Naïve 100% [x]*?' }],
      ['c', { data_type: 'text[]', ordinal_position: 10, is_nullable: true, comment: '' }],
      ['d', { data_type: 'Text', ordinal_position: 3, is_nullable: false, acl: '["reader"]' }],
      ['e', { data_type: 'long', ordinal_position: 4, is_nullable: false, comment: LONG_COMMENT }],
    ];
    const found: readonly (readonly [AttributeFilter, string])[] = [
      [{ attribute: 'data_type', operator: 'equals', value: 'text' }, 'B'],
      [{ attribute: 'data_type', operator: 'not', value: 'text' }, 'adce'],
      [{ attribute: 'comment', operator: 'not', value: '' }, 'Bade'],
      [{ attribute: 'data_type', operator: 'in', values: ['text', 'integer', 'none'] }, 'Ba'],
      [{ attribute: 'data_type', operator: 'like', value: '%ext%' }, 'Bcd'],
      [{ attribute: 'data_type', operator: 'like', value: 't_xt' }, 'B'],
      [{ attribute: 'comment', operator: 'like', value: '%[x]*?' }, 'B'],
      [{ attribute: 'acl', operator: 'like', value: '%reader%' }, 'd'],
      [{ attribute: 'comment', operator: 'prefix', value: 'Naï' }, 'B'],
      [{ attribute: 'comment', operator: 'null' }, 'ad'],
      [{ attribute: 'comment', operator: 'not_null' }, 'Bce'],
      [{ attribute: 'comment', operator: 'equals', value: LONG_COMMENT }, 'e'],
      [{ attribute: 'comment', operator: 'equals', value: `${LONG_COMMENT}!` }, ''],
      [{ attribute: 'comment', operator: 'like', value: '%the end' }, 'e'],
      [{ attribute: 'comment', operator: 'like', value: '%no end' }, ''],
      [{ attribute: 'acl', operator: 'equals', value: '["reader"]' }, 'd'],
      [{ attribute: 'data_type', operator: 'null' }, ''],
      [{ attribute: 'is_nullable', operator: 'equals', value: 'true' }, 'Bc'],
      [{ attribute: 'ordinal_position', operator: 'greater', value: '2' }, 'cde'],
      [{ attribute: 'ordinal_position', operator: 'greater', value: '10' }, ''],
      [{ attribute: 'ordinal_position', operator: 'at_most', value: '2' }, 'Ba'],
      [{ attribute: 'ordinal_position', operator: 'equals', value: '10' }, 'c'],
      [{ attribute: 'column_name', operator: 'less', value: 'b' }, 'Ba'],
      [{ attribute: 'schema_name', operator: 'equals', value: 'public' }, 'Bacde'],
      [{ attribute: 'schema_name', operator: 'equals', value: 'publi' }, ''],
    ];

    it.each(found)('finds by %j: %s', async (filter, names) => {
      if ((await catalog.listRuns(100)).every(({ connection }) => connection !== source)) {
        await publishRows(
          catalog,
          'column',
          rows.map(([name, more]) => column('t', name, more)),
          source,
        );
      }
      const letters = namesOf(await list(source, 'column', filter)).map((name) => name.split('.').at(-1));
      expect([...letters].sort()).toEqual(Array.from(names).sort());
    });

    it('finds by what an object is now, of a past state by what it was', async () => {
      const first = await publishRows(catalog, 'table', [table('t', { oid: 7n, owner: 'old' })], 'changed');
      await list('changed', 'table');
      await publishRows(catalog, 'table', [table('t', { oid: 7n, owner: 'new' })], 'changed');
      expect(namesOf(await list('changed', 'table', equals('owner', 'old')))).toEqual([]);
      expect(namesOf(await list('changed', 'table', equals('owner', 'new')))).toEqual(['public.t']);
      const past = { source: 'changed', kind: 'table', asOf: first.runId } as const;
      const before = await catalog.reading.listObjects({ ...past, filters: [equals('owner', 'old')] });
      expect(namesOf(before)).toEqual(['public.t']);
      expect(
        namesOf(await list('changed', 'table', { ...equals('owner', 'ne'), operator: 'prefix' })),
      ).toEqual(['public.t']);
    });

    it('finds by an oid that alone is new, which makes no new version', async () => {
      await publishRows(catalog, 'table', [table('t', { oid: 7n })], 'restored');
      await list('restored', 'table');
      await publishRows(catalog, 'table', [table('t', { oid: 8n })], 'restored');
      expect(namesOf(await list('restored', 'table', equals('oid', '8')))).toEqual(['public.t']);
      expect(namesOf(await list('restored', 'table', equals('oid', '7')))).toEqual([]);
    });

    it('finds by a value that few objects have, and by one that most have', async () => {
      const many = Array.from({ length: 3000 }, (_, at) =>
        table(`t${String(at).padStart(4, '0')}`, { owner: at % 1000 === 999 ? 'rare' : 'common' }),
      );
      await publishRows(catalog, 'table', many, 'shares');
      expect(namesOf(await list('shares', 'table', equals('owner', 'rare')))).toEqual([
        'public.t0999',
        'public.t1999',
        'public.t2999',
      ]);
      const common = await list('shares', 'table', equals('owner', 'common'));
      expect([common.objects.length, namesOf(common)[0]]).toEqual([50, 'public.t0000']);
      const neither = await list('shares', 'table', { ...equals('owner', 'common'), operator: 'not' });
      expect(neither.objects).toHaveLength(3);
      const fewer = many.map((row) => ({ ...row, owner: 'rare' }));
      await publishRows(catalog, 'table', fewer, 'shares');
      expect((await list('shares', 'table', equals('owner', 'rare'))).objects).toHaveLength(50);
      expect((await list('shares', 'table', equals('owner', 'common'))).objects).toEqual([]);
    });

    it('must hold together with all others', async () => {
      const both = await list(source, 'column', equals('is_nullable', 'true'), equals('data_type', 'text'));
      expect(namesOf(both)).toEqual(['public.t.B']);
    });

    it.each([
      ['data_typ', 'equals', 'x', 'Did you mean data_type?'],
      ['is_nullable', 'equals', 'maybe', 'true or false'],
      ['is_nullable', 'greater', 'true', 'greater'],
      ['ordinal_position', 'equals', '1.5', 'a whole number'],
      ['ordinal_position', 'like', '1%', 'like'],
    ] as const)(
      'on %s that %s %s is refused, saying what is allowed',
      async (attribute, operator, value, say) => {
        const refused = list(source, 'column', { attribute, operator, value });
        await expect(refused).rejects.toThrow(say);
        await expect(refused).rejects.toMatchObject({ category: 'invalid_input' });
      },
    );
  });

  describe('An object', () => {
    const view = { source: 'detail' };

    it('comes with all that is known of it', async () => {
      const first = await publishKinds(catalog, 'detail', DETAIL);
      const second = await publishKinds(catalog, 'detail', {
        ...DETAIL,
        table: [table('orders', { comment: 'All orders.' }), table('customers')],
      });
      const detail = await catalog.reading.getObject(view, 'public.orders');
      expect(detail).toMatchObject({
        ...{ source: 'detail', runId: second, isCurrent: true },
        object: { kind: 'table', name: 'public.orders', attributes: { comment: 'All orders.', oid: 1n } },
        parents: [
          { kind: 'database', name: 'shop' },
          { kind: 'schema', name: 'public' },
        ],
        grants: [{ attributes: { grantee: 'reader' } }],
        dependencies: [],
        dependents: [{ attributes: { dependent_name: 'totals' } }],
        referencedBy: [{ name: 'public.customers.customers_fkey' }],
        history: [
          { fromRun: first, toRun: second, changes: [] },
          {
            fromRun: second,
            toRun: null,
            changes: [{ attribute: 'comment', before: null, after: 'All orders.' }],
          },
        ],
        gaps: [],
      });
      expect(detail.children.map(({ kind, objects }) => [kind, objects])).toEqual([
        ['column', 3],
        ['index', 1],
        ['table_statistics', 1],
      ]);
      expect(detail.children[0]?.first.map(({ name }) => name)).toEqual([
        'public.orders.total',
        'public.orders.id',
        'public.orders.at',
      ]);
      const past = await catalog.reading.getObject({ ...view, asOf: first }, 'public.orders');
      expect(past).toMatchObject({ isCurrent: false, object: { attributes: { comment: null } } });
      expect(past.children).toEqual(detail.children);
    });

    it('that is part of a table has what depends on just it', async () => {
      const { dependents, parents } = await catalog.reading.getObject(view, 'public.orders.total');
      expect(dependents).toHaveLength(1);
      expect(parents.map(({ name }) => name)).toEqual(['shop', 'public', 'public.orders']);
      expect((await catalog.reading.getObject(view, 'public.orders.id')).dependents).toEqual([]);
    });

    it('is called as people write it', async () => {
      const { object } = await catalog.reading.getObject(view, 'public.total(integer, text)');
      expect(object).toMatchObject({ kind: 'routine', attributes: { routine_name: 'total' } });
    });

    it('is refused when its name is mistyped or stands for several', async () => {
      await expect(catalog.reading.getObject(view, 'public.order')).rejects.toThrow(
        'Did you mean public.orders?',
      );
      await publishKinds(catalog, 'twice', { table: [table('orders')], enum_type: [typeRow('orders')] });
      const twice = { source: 'twice' };
      await expect(catalog.reading.getObject(twice, 'public.orders')).rejects.toThrow('table, enum_type');
      const { object } = await catalog.reading.getObject(twice, 'public.orders', 'enum_type');
      expect(object.kind).toBe('enum_type');
    });

    it('that vanished is found as of a run that had it', async () => {
      const first = await publishRows(catalog, 'schema', schemas('a', 'gone'), 'vanished');
      await publishRows(catalog, 'schema', schemas('a'), 'vanished');
      await expect(catalog.reading.getObject({ source: 'vanished' }, 'gone')).rejects.toThrow(
        'no object called gone',
      );
      const found = await catalog.reading.getObject({ source: 'vanished', asOf: first.runId }, 'gone');
      expect(found.object.name).toBe('gone');
      expect(found.history).toHaveLength(1);
    });
  });

  it('counts the objects of each kind in any state', async () => {
    const first = await publishRows(catalog, 'schema', schemas('a', 'b'), 'counted');
    await publishRows(catalog, 'schema', schemas('a'), 'counted');
    const counts = async (asOf?: string) =>
      (await catalog.reading.countObjects({ source: 'counted', ...(asOf !== undefined && { asOf }) })).kinds;
    expect(await counts()).toEqual([{ kind: 'schema', objects: 1 }]);
    expect(await counts(first.runId)).toEqual([{ kind: 'schema', objects: 2 }]);
  });

  it('is brought up to date once, whoever asks', async () => {
    await publishRows(catalog, 'schema', schemas('a', 'b', 'c'), 'fresh');
    const taken = await Promise.all(Array.from({ length: 5 }, () => catalog.reading.refresh('fresh')));
    expect(taken.sort()).toEqual([0, 0, 0, 0, 3]);
    await publishRows(catalog, 'schema', schemas('a', 'b'), 'fresh');
    expect(await catalog.reading.refresh('fresh')).toBe(1);
    expect(await catalog.reading.refresh('unknown')).toBe(0);
    await publishRows(catalog, 'schema', schemas('a', 'b', 'd'), 'fresh');
    const asked = await Promise.all(Array.from({ length: 100 }, () => list('fresh', 'schema')));
    expect(asked.every(({ objects }) => objects.length === 3)).toBe(true);
  });
});

function equals(attribute: string, value: string) {
  return { attribute, operator: 'equals', value } as const;
}

const typeRow = (type_name: string): Row => ({ database_name: 'shop', schema_name: 'public', type_name });

const DETAIL: Partial<Record<Kind, readonly Row[]>> = {
  database: [{ database_name: 'shop' }],
  schema: [{ database_name: 'shop', schema_name: 'public' }],
  table: [table('orders'), table('customers')],
  column: [
    column('orders', 'id', { ordinal_position: 2 }),
    column('orders', 'total', { ordinal_position: 1 }),
    column('orders', 'at', { ordinal_position: 3 }),
    column('customers', 'id', { ordinal_position: 1 }),
  ],
  index: [table('orders', { index_name: 'orders_pkey' })],
  foreign_key: [
    table('customers', {
      ...{ constraint_name: 'customers_fkey', referenced_schema: 'public', referenced_table: 'orders' },
    }),
  ],
  routine: [
    { database_name: 'shop', schema_name: 'public', routine_name: 'total', argument_types: 'integer, text' },
  ],
  table_statistics: [table('orders')],
  privilege: [
    {
      ...{ database_name: 'shop', object_kind: 'table', schema_name: 'public', object_name: 'orders' },
      ...{ grantee: 'reader', privilege: 'SELECT' },
    },
  ],
  dependency: [
    {
      ...{
        database_name: 'shop',
        dependent_kind: 'view',
        dependent_schema: 'public',
        dependent_name: 'totals',
      },
      ...{ dependent_part: '', referenced_kind: 'table', referenced_schema: 'public' },
      ...{ referenced_name: 'orders', referenced_part: 'total', dependency_type: 'normal' },
    },
  ],
};
