import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadSampleDatabase } from '../../sample-db/load.js';
import { jsonLines, runCommand } from '../support/command.js';
import { createSystem, type System } from '../support/system.js';

let system: System;
let runId: string;

beforeAll(async () => {
  system = await createSystem(18);
  await loadSampleDatabase(system.sourceUrl);
  await system.startWorker();
  ({ runId } = await (await system.start()).result());
}, 120_000);

afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

const lint = (...args: string[]) => runCommand(['lint', runId, ...args], system.environment);

interface Answer {
  findings: { rule: string; object_name: string; schema_name: string }[];
  schemas: { schema_name: string; score: number; tables: number }[];
  tables: { schema_name: string; table_name: string; score: number }[];
}

async function answer(...args: string[]): Promise<Answer> {
  const [report] = jsonLines((await lint(...args, '--json')).stdout);
  return report as unknown as Answer;
}

describe('lint of the sample database', () => {
  it('finds what is questionable in it, and nothing else', async () => {
    const { findings } = await answer();
    expect(findings.map(({ rule, object_name }) => `${rule} ${object_name}`)).toEqual([
      'foreign-key-without-index analytics.sales_summary.sales_summary_category_id_fkey',
      'foreign-key-without-index ecommerce.orders.orders_billing_address_fkey',
      'foreign-key-without-index ecommerce.orders.orders_shipping_address_fkey',
      'foreign-key-without-index ecommerce.products.products_category_id_fkey',
      'never-analyzed reporting.customer_lifetime_value',
    ]);
  }, 30_000);

  it('scores each table and schema: 0.9 for a warning, 0.98 for an info, the mean for a schema', async () => {
    const { tables, schemas } = await answer();
    const score = (name: string) => tables.find(({ table_name }) => table_name === name)?.score;
    expect([score('orders'), score('products'), score('customer_lifetime_value'), score('users')]).toEqual([
      81, 90, 98, 100,
    ]);
    // A partition is no table of its own here: five of them belong to user_events.
    expect(schemas).toMatchObject([
      { schema_name: 'analytics', score: 97, tables: 4 },
      { schema_name: 'ecommerce', score: 96, tables: 8 },
      { schema_name: 'reporting', score: 99, tables: 6 },
    ]);
  }, 30_000);

  it('is limited to schemas and rules, also one that is off by default', async () => {
    const { findings, schemas } = await answer('--schema', 'ecommerce', '--rule', 'char-type');
    expect(findings.map(({ object_name }) => object_name)).toEqual([
      'ecommerce.orders.currency',
      'ecommerce.products.sku',
    ]);
    expect(schemas.map(({ schema_name }) => schema_name)).toEqual(['ecommerce']);
    expect((await answer('--disable', 'SS201')).findings.map(({ rule }) => rule)).toEqual(['never-analyzed']);
  }, 30_000);

  it('exits with 4 from the severity on that --fail-on names, and with 0 below it', async () => {
    const codes = await Promise.all(
      ['error', 'warning', 'info', 'never'].map((severity) => lint('--fail-on', severity)),
    );
    expect(codes.map(({ exitCode }) => exitCode)).toEqual([0, 4, 4, 0]);
  }, 30_000);

  it('takes rules off and gives them another severity by configuration', async () => {
    const { stdout, exitCode } = await lint(
      ...['--set', 'lint.rules.foreign-key-without-index=error', '--set', 'lint.rules.never-analyzed=off'],
    );
    expect(exitCode).toBe(4);
    expect(stdout).toMatch(/^ERROR {2}4\n {2}SS201 foreign-key-without-index\n/);
    expect(stdout).toContain('4 errors, 0 warnings, 0 infos. Fails on error.');
  }, 30_000);

  it('says to people the object, the reason and the remedy, and the scores', async () => {
    const { stdout } = await lint('--rule', 'ss606');
    expect(stdout).toContain('    reporting.customer_lifetime_value: It has ');
    expect(stdout).toContain('      ANALYZE reporting.customer_lifetime_value;\n');
    expect(stdout).toMatch(/SCHEMA +SCORE +ERRORS +WARNINGS +INFOS +TABLES\n/);
  }, 30_000);
});

describe('lint of a run that left kinds out', () => {
  it('does not take what was not read for what is not there, and says so', async () => {
    const filter = {
      exclude_kind: ['table_constraint', 'index'],
      include_schema: ['reporting', 'analytics'],
    };
    const run = await (await system.start({ filter })).result();
    const { stdout } = await runCommand(['lint', run.runId, '--json'], system.environment);
    expect(jsonLines(stdout)[0]).toMatchObject({ findings: [{ rule: 'never-analyzed' }] });
    const unjudged = ['analytics', 'reporting'].flatMap((schema_name) => [
      { rule: 'no-primary-key', schema_name, kind: 'table_constraint' },
      { rule: 'foreign-key-without-index', schema_name, kind: 'index' },
    ]);
    expect(jsonLines(stdout)[0]?.['unjudged']).toEqual(expect.arrayContaining(unjudged));
    const text = await runCommand(['lint', run.runId], system.environment);
    expect(text.stdout).toContain(
      '  no-primary-key in analytics: not every table_constraint there was read\n',
    );
  }, 60_000);
});

describe('lint of what is not there', () => {
  it('ends with one sentence and the exit code 64', async () => {
    const unknownRun = await runCommand(['lint', 'no-such-run'], system.environment);
    expect([unknownRun.exitCode, unknownRun.stderr]).toEqual([
      64,
      expect.stringContaining('There is no run no-such-run.'),
    ]);
    const unknownRule = await lint('--rule', 'no-such-rule');
    expect([unknownRule.exitCode, unknownRule.stderr]).toEqual([
      64,
      expect.stringContaining('There is no rule no-such-rule.'),
    ]);
  }, 30_000);

  it('refuses a run that published nothing', async () => {
    const unpublished = `extract/source/${randomUUID()}`;
    await system.catalog.beginRun(unpublished, 'source');
    const { exitCode, stderr } = await runCommand(['lint', unpublished], system.environment);
    expect([exitCode, stderr]).toEqual([64, expect.stringContaining('is not published (running)')]);
  }, 30_000);
});
