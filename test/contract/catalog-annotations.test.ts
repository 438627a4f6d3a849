import { describe, expect, it } from '@jest/globals';
import type { Annotation, AnnotationChange } from '../../catalog/annotations/annotations.js';
import type { CatalogProvider } from '../../catalog/provider.js';
import { landingOf, NEVER, publication, publishRows, type Row, schemas } from '../support/catalog-fixture.js';
import { PROVIDERS } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';

const table = (table_name: string, oid: bigint, more: Row = {}): Row => ({
  ...{ database_name: 'shop', schema_name: 'public', table_name, oid, ...more },
});
const column = (table_name: string, column_name: string, ordinal_position: number): Row => ({
  ...{ database_name: 'shop', schema_name: 'public', table_name, column_name, ordinal_position },
});

describe.each(PROVIDERS)('%s', (provider) => {
  let catalog: CatalogProvider;
  useCatalog(provider, (opened) => {
    ({ catalog } = opened);
  });

  const annotate = (source: string, ...changes: AnnotationChange[]) =>
    catalog.annotations.annotate(source, changes, 'ada');

  /** A run of tables and columns that is published. */
  async function publishTables(source: string, run: number, tables: readonly Row[], columns: readonly Row[]) {
    const runId = `${source}-${run}`;
    await catalog.beginRun(runId, source);
    const landings = [landingOf('table', tables), landingOf('column', columns)];
    await catalog.land({ runId, partitionId: 'database', epoch: 1, reading: 1 }, landings, NEVER);
    await catalog.publish(publication(runId, { table: tables.length, column: columns.length }));
  }

  /** What is said, one line each: `name: description [tags] owner`. */
  async function said(source: string): Promise<string[]> {
    const line = ({ name, isOrphaned, description, tags, owner }: Annotation) =>
      `${isOrphaned ? 'gone ' : ''}${name}: ${description?.value ?? '-'} [${tags.map(({ value }) => value).join(' ')}] ${owner?.value ?? '-'}`;
    return (await catalog.annotations.listAnnotations(source)).map(line);
  }

  it('keeps what people say, who said it, and what it replaced', async () => {
    await publishRows(catalog, 'schema', schemas('a', 'b'), 'said');
    await annotate('said', {
      name: 'a',
      description: 'First.',
      owner: 'team',
      addTags: ['pii', 'core', 'pii'],
    });
    await catalog.annotations.annotate(
      'said',
      [{ name: 'a', description: 'Second.', removeTags: ['core'] }],
      'bob',
    );
    expect(await said('said')).toEqual(['a: Second. [pii] team']);
    const history = await catalog.annotations.annotationHistory('said', 'a');
    expect(history.map(({ field, value, author, clearedBy }) => [field, value, author, clearedBy])).toEqual([
      ['description', 'First.', 'ada', 'bob'],
      ['owner', 'team', 'ada', null],
      ['tag', 'pii', 'ada', null],
      ['tag', 'core', 'ada', 'bob'],
      ['description', 'Second.', 'bob', null],
    ]);
    expect(history[0]?.clearedAt).toBeInstanceOf(Date);
    await annotate('said', { name: 'a', description: null, owner: null, removeAllTags: true });
    expect(await said('said')).toEqual([]);
  });

  it('says again what is said already without a trace', async () => {
    await publishRows(catalog, 'schema', schemas('a'), 'again');
    const change = { name: 'a', description: 'Same.', owner: 'x', addTags: ['t'] };
    for (let time = 0; time < 3; time++) await annotate('again', change);
    expect(await catalog.annotations.annotationHistory('again', 'a')).toHaveLength(3);
  });

  it('is shown with the object, and wins over the comment of the source', async () => {
    const view = { source: 'merged' };
    await publishRows(catalog, 'table', [table('t', 1n, { comment: 'From the source.' })], 'merged');
    const description = async () => (await catalog.reading.getObject(view, 'public.t')).description;
    expect(await description()).toEqual({ text: 'From the source.', wins: 'comment' });
    await annotate('merged', { name: 'public.t', description: 'From people.' });
    expect(await description()).toEqual({ text: 'From people.', wins: 'annotation' });
    const { object, annotation } = await catalog.reading.getObject(view, 'public.t');
    expect(object.attributes['comment']).toBe('From the source.');
    expect(annotation?.description).toMatchObject({ author: 'ada' });
  });

  it('is not touched by a run, even one that changes the object', async () => {
    await publishRows(catalog, 'schema', schemas('a'), 'runs');
    await annotate('runs', { name: 'a', description: 'Kept.' });
    await publishRows(catalog, 'schema', [{ ...schemas('a')[0], owner: 'new', comment: 'Other.' }], 'runs');
    expect(await said('runs')).toEqual(['a: Kept. [] -']);
  });

  it('follows tables and columns that are renamed, known by oid and number', async () => {
    const columns = (of: string) => [column(of, 'id', 1), column(of, 'total', 2), column(of, 'note', 3)];
    await publishTables('renamed', 1, [table('orders', 7n), table('other', 8n)], columns('orders'));
    await annotate(
      'renamed',
      { name: 'public.orders', description: 'Orders.', addTags: ['core'] },
      { name: 'public.orders.total', owner: 'finance' },
      { name: 'public.orders.note', description: 'A note.' },
      { name: 'public.other', description: 'Dropped.' },
    );
    const renamed = [column('sales', 'id', 1), column('sales', 'amount', 2), column('sales', 'note', 4)];
    await publishTables('renamed', 2, [table('sales', 7n), table('another', 9n)], renamed);
    await catalog.reading.refresh('renamed');
    expect(await said('renamed')).toEqual([
      'gone public.other: Dropped. [] -',
      'public.sales: Orders. [core] -',
      'gone public.orders.note: A note. [] -',
      'public.sales.amount: - [] finance',
    ]);
    await publishTables('renamed', 3, [table('orders', 7n)], columns('orders'));
    expect((await said('renamed')).slice(1)).toContain('public.orders.total: - [] finance');
  });

  it('goes by the last name that the object had, also when the runs that knew it are pruned', async () => {
    await publishTables('pruned', 1, [table('orders', 7n)], []);
    await annotate('pruned', { name: 'public.orders', description: 'Orders.' });
    await publishTables('pruned', 2, [table('sales', 7n)], []);
    await catalog.reading.refresh('pruned');
    await publishTables('pruned', 3, [table('other', 8n)], []);
    await catalog.prune('pruned', { latest: 1 }, { dryRun: false });
    expect(await said('pruned')).toEqual(['gone public.sales: Orders. [] -']);
    await annotate('pruned', { name: 'public.sales', owner: 'archive' });
    expect(await said('pruned')).toEqual(['gone public.sales: Orders. [] archive']);
  });

  it('survives the object and applies again when it returns; until then it can be cleared', async () => {
    await publishRows(catalog, 'schema', schemas('a', 'b', 'c'), 'lost');
    await annotate('lost', { name: 'a', description: 'A.' }, { name: 'b', description: 'B.' });
    await publishRows(catalog, 'schema', schemas('c'), 'lost');
    await catalog.reading.refresh('lost');
    expect(await said('lost')).toEqual(['gone a: A. [] -', 'gone b: B. [] -']);
    await annotate('lost', { name: 'b', description: null });
    await publishRows(catalog, 'schema', schemas('a', 'b', 'c'), 'lost');
    await catalog.reading.refresh('lost');
    expect(await said('lost')).toEqual(['a: A. [] -']);
  });

  it('changes everything or nothing, and refuses what there is not', async () => {
    await publishRows(catalog, 'schema', schemas('a'), 'strict');
    const refused = { category: 'invalid_input' };
    const good = { name: 'a', description: 'Good.' };
    await expect(annotate('strict', good, { name: 'nowhere', owner: 'x' })).rejects.toMatchObject(refused);
    await expect(annotate('strict', good, { name: 'a', owner: ' ' })).rejects.toMatchObject(refused);
    await expect(annotate('strict', good, { name: 'a', addTags: ['x'.repeat(201)] })).rejects.toMatchObject(
      refused,
    );
    await expect(annotate('nowhere', good)).rejects.toMatchObject(refused);
    await expect(catalog.annotations.annotate('strict', [good], ' ')).rejects.toMatchObject(refused);
    expect(await said('strict')).toEqual([]);
  });
});
