import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { CatalogProvider } from '../../catalog/provider.js';
import type { Kind } from '../../contracts/kinds/index.js';
import { landingOf, NEVER, publication, publishRows, type Row, schemas } from '../support/catalog-fixture.js';
import { PROVIDERS } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';
import { column, table } from '../support/reading-rows.js';

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

describe.each(PROVIDERS)('%s', (provider) => {
  let catalog: CatalogProvider;
  useCatalog(provider, (opened) => {
    ({ catalog } = opened);
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
});

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
