import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ALL_KINDS, kindDeclaration } from '../../contracts/kinds/index.js';
import { dataDictionaryPage } from '../../tools/data-dictionary.js';
import { DATA_DICTIONARY } from '../../tools/generate-docs.js';
import { publishRows } from '../support/catalog-fixture.js';
import { createPostgresCatalog, type PostgresTestCatalog } from '../support/catalog-providers.js';

const page = readFileSync(new URL(`../../../${DATA_DICTIONARY}`, import.meta.url), 'utf8');
const examples = [...page.matchAll(/```sql\n(.*?)```/gs)].map((match) => match[1] ?? '');

let test: PostgresTestCatalog;
beforeAll(async () => {
  test = await createPostgresCatalog();
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(test.url);
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

describe('docs/data-dictionary.md', () => {
  it('is what npm run docs writes for a catalog with all migrations', async () => {
    expect(await dataDictionaryPage(test.url)).toBe(page);
  });

  it.each(ALL_KINDS)('describes the columns of kind %s', (kind) => {
    const [, section = ''] = page.split(`\n### ${kind}\n`);
    for (const { name, doc } of kindDeclaration(kind).columns) {
      expect(section.split('\n### ')[0]).toContain(`| \`${name}\` |`);
      expect(section).toContain(doc.replaceAll('|', '\\|'));
    }
  });

  it('leaves no column of the catalog without a meaning', () => {
    expect(page).not.toMatch(/\| {1,2}\|$/m);
  });

  it('draws every table that is no kind and every kind, and no entity that there is not', () => {
    const [tables = '', kinds = ''] = [...page.matchAll(/```mermaid\nerDiagram\n(.*?)```/gs)].map(
      (match) => match[1] ?? '',
    );
    const drawn = [...tables.matchAll(/^ {2}(\w+) \{$/gm)].map((match) => match[1]);
    for (const entity of drawn.filter((name) => name !== 'object_version')) {
      expect(page).toContain(`### catalog.${entity ?? ''}\n`);
    }
    expect(tables).toContain('source ||--o{ run : "source_id"');
    const named = new Set([...kinds.matchAll(/^ {2}(?:\w+ \|\|--o\{ )?(\w+)/gm)].map((match) => match[1]));
    expect([...named].sort()).toEqual([...ALL_KINDS].sort());
  });

  it('has examples that run, of the current state and of a past one', async () => {
    const row = (table_name: string) => ({ database_name: 'shop', schema_name: 'public', table_name });
    const past = await publishRows(test.catalog, 'table', [row('orders')], 'sales');
    await delay(20);
    const between = new Date();
    await delay(20);
    await publishRows(test.catalog, 'table', [row('invoices')], 'sales');
    const answers = await Promise.all(
      examples.map((sql) =>
        query(
          sql
            .replaceAll(/extract\/sales\/[^']+/g, past.runId)
            .replaceAll(/\d{4}-[^']+Z(?=')/g, between.toISOString()),
        ),
      ),
    );
    expect(answers.map((rows) => rows.map(({ table_name }) => table_name))).toEqual([
      ['invoices'],
      ['orders'],
      ['orders'],
      [],
      ['orders'],
    ]);
  });
});
