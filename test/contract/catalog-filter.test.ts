import { describe, expect, it } from '@jest/globals';
import type { CatalogProvider } from '../../catalog/provider.js';
import type { AttributeFilter } from '../../catalog/reading/read-model.js';
import type { Kind } from '../../contracts/kinds/index.js';
import { publishRows, type Row } from '../support/catalog-fixture.js';
import { PROVIDERS } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';
import { column, equals, namesOf, table } from '../support/reading-rows.js';

/** Longer than what is kept of values. */
const LONG_COMMENT = `${'words '.repeat(100)}the end`;

describe.each(PROVIDERS)('%s', (provider) => {
  let catalog: CatalogProvider;
  useCatalog(provider, (opened) => {
    ({ catalog } = opened);
  });

  const list = (source: string, kind: Kind, ...filters: AttributeFilter[]) =>
    catalog.reading.listObjects({ source, kind, filters });

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
});
