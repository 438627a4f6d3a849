import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCondition, parseMoment } from '../../client/where.js';
import { publishRows, type Row } from '../support/catalog-fixture.js';
import { createCatalog, type TestCatalog } from '../support/catalog-providers.js';
import { jsonLines, runCommand } from '../support/command.js';

let test: TestCatalog;
let firstRun: string;

const table = (table_name: string, more: Row = {}): Row => ({
  ...{ database_name: 'shop', schema_name: 'public', table_name, ...more },
});

beforeAll(async () => {
  test = await createCatalog('development');
  ({ runId: firstRun } = await publishRows(test.catalog, 'table', [table('orders'), table('gone')], 'shop'));
  const orders = table('orders', { comment: 'Every order.', options: '{"fillFactor": "70"}' });
  await publishRows(test.catalog, 'table', [orders, table('customer_email')], 'shop');
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});

const run = (...command: string[]) => {
  const { file = '' } = test.settings as { readonly file?: string };
  return runCommand([...command, '--provider', 'development', '--set', `catalog.file=${file}`], {});
};
const answer = async (...command: string[]) => jsonLines((await run(...command, '--json')).stdout)[0];

describe('sourcesense objects', () => {
  it('counts the kinds, and lists one page by page', async () => {
    expect(await answer('objects', 'shop')).toMatchObject({ kinds: [{ kind: 'table', objects: 2 }] });
    const first = await answer('objects', 'shop', '--kind', 'tables', '--limit', '1');
    expect(first).toMatchObject({ is_current: true, objects: [{ name: 'public.customer_email' }] });
    const second = await answer('objects', 'shop', '--kind', 'table', '--after', String(first?.['cursor']));
    expect(second).toMatchObject({ objects: [{ name: 'public.orders' }], cursor: null });
  });

  it('filters by any attribute, and shows those that are asked for', async () => {
    const { stdout } = await run(
      ...['objects', 'shop', '--kind', 'table', '--where', 'comment is not null', '--columns', 'owner,oid'],
    );
    expect(stdout.split('\n').slice(0, 2)).toEqual(['NAME           OWNER  OID', 'public.orders  some   1']);
  });

  it('gives JSON attributes as JSON, their keys as they are', async () => {
    const found = await answer('objects', 'shop', '--kind', 'table', '--where', 'table_name=orders');
    expect(found).toMatchObject({ objects: [{ attributes: { options: { fillFactor: '70' }, oid: '1' } }] });
  });

  it('ends with exit code 64 for what there is not, and names what is near', async () => {
    for (const [command, nearest] of [
      [['shp'], 'Did you mean shop?'],
      [['shop', '--kind', 'tabel'], 'Did you mean table?'],
      [['shop', '--kind', 'table', '--where', 'ownr=x'], 'Did you mean owner?'],
      [['shop', '--kind', 'table', '--where', 'owner'], '"owner" is no condition'],
    ] as const) {
      const { exitCode, stderr } = await run('objects', ...command);
      expect([exitCode, stderr]).toEqual([64, expect.stringContaining(nearest)]);
    }
  });
});

describe('sourcesense show', () => {
  it('shows an object with its history, as it is and as it was', async () => {
    const { stdout } = await run('show', 'shop', 'public.orders');
    expect(stdout).toMatch(/comment +Every order\./);
    expect(stdout).toContain('options, comment changed');
    expect(await answer('show', 'shop', 'public.gone', '--as-of', firstRun)).toMatchObject({
      is_current: false,
      object: { kind: 'table', name: 'public.gone' },
    });
  });
});

describe('sourcesense annotate', () => {
  it('says what people say, which show tells to win over the comment of the source', async () => {
    const said = ['--description', 'All that was bought.', '--tag', 'core', '--author', 'ada'];
    expect(await answer('annotate', 'shop', 'public.orders', ...said)).toMatchObject({
      annotations: [{ name: 'public.orders', is_orphaned: false, description: { author: 'ada' } }],
    });
    const { stdout } = await run('show', 'shop', 'public.orders');
    expect(stdout).toMatch(/^All that was bought\. \(ada, [\d-]+\)\nWins over the source's comment/m);
    expect(stdout).toMatch(/comment +Every order\./);
    expect(await answer('show', 'shop', 'public.orders')).toMatchObject({
      description: { text: 'All that was bought.', wins: 'annotation' },
      object: { attributes: { comment: 'Every order.' } },
    });
  });

  it('ends with exit code 64 for an object that there is not, naming the nearest, and changes nothing', async () => {
    const { exitCode, stderr } = await run('annotate', 'shop', 'public.order', '--owner', 'x');
    expect([exitCode, stderr]).toEqual([64, expect.stringContaining('Did you mean public.orders?')]);
    expect((await run('annotate', 'shop', 'public.orders')).exitCode).toBe(64);
    expect(await answer('annotations', 'shop')).toMatchObject({ annotations: [{ owner: null }] });
  });
});

describe('sourcesense search', () => {
  it('finds by words in any order of letters and underscores', async () => {
    expect(await answer('search', 'customer', 'email')).toMatchObject({
      hits: [{ source: 'shop', kind: 'table', name: 'public.customer_email', match: 'exact' }],
    });
    expect((await run('search', 'zzz')).stdout).toBe('Nothing has these words.\n');
  });
});

describe('A condition', () => {
  it.each([
    ['a=b=c', { attribute: 'a', operator: 'equals', value: 'b=c' }],
    ['a != ', { attribute: 'a', operator: 'not', value: '' }],
    ['a>=1', { attribute: 'a', operator: 'at_least', value: '1' }],
    ['a ~ %x y%', { attribute: 'a', operator: 'like', value: '%x y%' }],
    ['a^=x', { attribute: 'a', operator: 'prefix', value: 'x' }],
    ['a in x, y', { attribute: 'a', operator: 'in', values: ['x', 'y'] }],
    ['a is null', { attribute: 'a', operator: 'null' }],
    ['a IS NOT NULL', { attribute: 'a', operator: 'not_null' }],
  ])('is read from %s', (text, condition) => {
    expect(parseCondition(text)).toEqual(condition);
  });
});

describe('A moment', () => {
  it('is a time or the id of a run', () => {
    expect(parseMoment('2026-01-31')).toEqual(new Date('2026-01-31'));
    expect(parseMoment('extract/shop/20260131T000000.000Z')).toBe('extract/shop/20260131T000000.000Z');
    expect(() => parseMoment('2026-13-31')).toThrow('is no time');
  });
});
