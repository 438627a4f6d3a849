import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { publishRows } from '../support/catalog-fixture.js';
import { PROVIDERS, type TestCatalog } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';

const page = readFileSync(new URL('../../../docs/data-dictionary.md', import.meta.url), 'utf8');
/** The documented statements, as they are written. */
const [current = '', asOfRun = '', asOfTime = ''] = [...page.matchAll(/```sql\n(.*?);\n```/gs)].map(
  (match) => match[1] ?? '',
);

/** States of a source: tables that come, change their comments, go and come back. */
const STATES = [
  { a: 'one', b: 'same' },
  { a: 'two', b: 'same' },
  { b: 'same', c: 'new' },
  { a: 'one', c: 'new' },
];

describe.each(PROVIDERS)('The documented pattern, in the catalog of %s,', (provider) => {
  let test: TestCatalog;
  const runs: { readonly runId: string; readonly afterwards: Date }[] = [];
  useCatalog(provider, (opened) => {
    test = opened;
  });
  beforeAll(async () => {
    for (const state of STATES) {
      const rows = Object.entries(state).map(([table_name, comment]) => ({
        ...{ database_name: 'shop', schema_name: 'public', table_name, comment },
      }));
      const { runId } = await publishRows(test.catalog, 'table', rows, 'sales');
      await delay(15);
      runs.push({ runId, afterwards: new Date() });
      await delay(15);
    }
  });

  const found = async (sql: string): Promise<unknown> =>
    Object.fromEntries((await test.query(sql)).map((row) => [row['table_name'], row['comment']]));

  it('gives the state as of every run, the pruned ones aside', async () => {
    for (const [index, { runId }] of runs.entries()) {
      expect(await found(asOfRun.replace(/extract\/sales\/[^']+/, runId))).toEqual(STATES[index]);
    }
  });

  it('gives the state as of every time, and nothing before the first run', async () => {
    const asOf = (time: Date) => found(asOfTime.replace(/\d{4}-[^']+Z/, time.toISOString()));
    for (const [index, { afterwards }] of runs.entries())
      expect(await asOf(afterwards)).toEqual(STATES[index]);
    expect(await asOf(new Date(0))).toEqual({});
  });

  it('gives the current state by a view, which is that as of now', async () => {
    expect(await found(current)).toEqual(STATES.at(-1));
  });
});
