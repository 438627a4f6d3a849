import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CatalogProvider } from '../../catalog/provider.js';
import type { SearchRequest } from '../../catalog/reading/read-model.js';
import { landingOf, NEVER, publication, publishRows } from '../support/catalog-fixture.js';
import { PROVIDERS } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';
import { table } from '../support/reading-rows.js';

const TABLES = [
  table('customer'),
  table('customer_email'),
  table('customerEmail'),
  table('email_of_customer'),
  table('customers_archive'),
  table('customs_email'),
  table('HTTPRequestLog'),
  table('warehouse', { comment: 'Where parcels wait for couriers.' }),
  table('Ünïcode'),
  table("o'brien \\ table"),
];

describe.each(PROVIDERS)('%s', (provider) => {
  let catalog: CatalogProvider;
  useCatalog(provider, (opened) => {
    ({ catalog } = opened);
  });

  beforeAll(async () => {
    await catalog.beginRun('run-1', 'shop');
    const columns = TABLES.map((row) => ({ ...row, column_name: 'customer', comment: null }));
    const view = table('daily', { definition: 'SELECT sum(amount) FROM public.invoices' });
    const landings = [landingOf('table', TABLES), landingOf('column', columns), landingOf('view', [view])];
    await catalog.land({ runId: 'run-1', partitionId: 'database', epoch: 1, reading: 1 }, landings, NEVER);
    await catalog.publish(publication('run-1', { table: TABLES.length, column: columns.length, view: 1 }));
  });

  const find = async (text: string, more: Partial<SearchRequest> = {}) => {
    const hits = await catalog.reading.search({ text, kinds: ['table', 'view'], ...more });
    return hits.map(({ name, match }) => `${match} ${name.replace('public.', '')}`);
  };

  it('takes identifiers apart, and ranks names that are the words before those that have them', async () => {
    expect(await find('customer email')).toEqual([
      'exact customerEmail',
      'exact customer_email',
      'word email_of_customer',
    ]);
    expect(await find('customer_email')).toEqual(await find('customer email'));
    expect(await find('http log')).toEqual(['word HTTPRequestLog']);
  });

  it('ranks the name itself, then what it begins, then what has it as a word', async () => {
    const found = await find('customer');
    expect(found[0]).toBe('exact customer');
    expect(found.slice(1, 4).every((hit) => hit.startsWith('prefix'))).toBe(true);
    expect(found.at(-1)).toBe('word email_of_customer');
  });

  it('shows tables before the columns of the same name', async () => {
    const hits = await catalog.reading.search({ text: 'customer', limit: 3 });
    expect(hits.map(({ kind, match }) => [kind, match])).toEqual([
      ['table', 'exact'],
      ['column', 'exact'],
      ['column', 'exact'],
    ]);
  });

  it('finds words that are mistyped or given in part', async () => {
    expect(await find('custmer emial')).toContain('similar customer_email');
    expect(await find('house')).toEqual(['similar warehouse']);
  });

  it('takes a word that names have for what it is, whatever else is like it', async () => {
    expect(await find('customs emial')).toEqual(['similar customs_email']);
  });

  it('finds words of comments and definitions, and shows the comment', async () => {
    expect(await find('couriers')).toEqual(['comment warehouse']);
    expect(await find('amount invoices')).toEqual(['definition daily']);
    const [hit] = await catalog.reading.search({ text: 'parcels' });
    expect(hit).toMatchObject({ source: 'shop', kind: 'table', comment: 'Where parcels wait for couriers.' });
  });

  it('finds a part by its name after that of what it is in, or the beginning of that', async () => {
    expect(await find('warehouse customer', { kinds: ['column'] })).toEqual(['within warehouse.customer']);
    expect(await find('ware customer', { kinds: ['column'] })).toEqual(['within warehouse.customer']);
    expect(await find('house customer', { kinds: ['column'] })).not.toContain('within warehouse.customer');
  });

  it('finds a part by the name of what it is in', async () => {
    const within = async (text: string) =>
      (await catalog.reading.search({ text, kinds: ['column'] })).map(({ name }) => name).sort();
    expect(await within('warehouse.customer')).toEqual(['public.warehouse.customer']);
    expect(await within('customer email.customer')).toEqual([
      'public.customerEmail.customer',
      'public.customer_email.customer',
    ]);
    expect(await within('house.customer')).toEqual([]);
    expect(await within('public.warehouse.cust')).toEqual(['public.warehouse.customer']);
    expect(await within('private.warehouse.customer')).toEqual([]);
  });

  it.each(['Ünïcode', "o'brien \\\\ table", 'warehouse" OR "', "'warehouse' | '':*", 'warehouse NOT'])(
    'takes any text for words and nothing else: %s',
    async (text) => {
      const found = await find(text);
      expect(found).toHaveLength(/OR|NOT/.test(text) ? 0 : 1);
    },
  );

  it('refuses a text without a word', async () => {
    await expect(find('%_ "')).rejects.toMatchObject({ category: 'invalid_input' });
  });

  it('finds nothing where there is nothing', async () => {
    expect(await find('zzyzx')).toEqual([]);
    expect(await find('customer', { kinds: ['dependency'] })).toEqual([]);
  });

  it('is of the current state: what is renamed or gone is no longer found, what is pending not yet', async () => {
    await publishRows(catalog, 'table', [table('ledger', { comment: 'old words' })], 'moving');
    expect(await find('ledger', { source: 'moving' })).toEqual(['exact ledger']);
    await publishRows(catalog, 'table', [table('ledger', { comment: 'new words' }), table('book')], 'moving');
    expect(await find('old words', { source: 'moving' })).toEqual([]);
    expect(await find('new words', { source: 'moving' })).toEqual(['comment ledger']);
    await catalog.beginRun('moving-3', 'moving');
    const step = { runId: 'moving-3', partitionId: 'database', epoch: 1, reading: 1 };
    await catalog.land(step, [landingOf('table', [table('journal')])], NEVER);
    expect(await find('journal', { source: 'moving' })).toEqual([]);
    await catalog.publish(publication('moving-3', { table: 1 }));
    expect(await find('ledger', { source: 'moving' })).toEqual([]);
    expect(await find('journal')).toEqual(['exact journal']);
  });
});
