import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jsonLines, runCommand } from '../support/command.js';
import { createSystem, type System } from '../support/system.js';

let system: System;
let first: string;
let second: string;

const BEFORE = `
  CREATE SCHEMA shop; CREATE SCHEMA old_name;
  CREATE TABLE old_name.kept (id int PRIMARY KEY, note text);
  CREATE TYPE shop.state AS ENUM ('new', 'paid', 'sent');
  CREATE TABLE shop.customers (id int PRIMARY KEY, mail varchar(50) NOT NULL, born date, nick varchar(20));
  CREATE TABLE shop.orders (id int PRIMARY KEY, customer int NOT NULL REFERENCES shop.customers (id),
    total numeric(10,2), state shop.state, note text DEFAULT 'none', placed timestamp(3));
  CREATE INDEX orders_total ON shop.orders (total);
  CREATE INDEX orders_placed ON shop.orders (placed);
  CREATE TABLE shop.gone (id int PRIMARY KEY, a text);
  CREATE TABLE shop.first_name (id int PRIMARY KEY, a text CHECK (a <> ''), b int REFERENCES shop.customers (id));
  CREATE VIEW shop.totals AS SELECT customer, sum(total) AS total FROM shop.orders GROUP BY customer;
  CREATE VIEW shop.large AS SELECT * FROM shop.totals WHERE total > 100;
  CREATE VIEW shop.named AS SELECT id, a FROM shop.first_name;
  CREATE FUNCTION shop.tax(numeric) RETURNS numeric LANGUAGE sql AS 'SELECT $1 * 0.2';
  ALTER TABLE shop.customers ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON shop.customers USING (id > 0);`;

const AFTER = `
  ALTER SCHEMA old_name RENAME TO new_name;
  ALTER TYPE shop.state ADD VALUE 'lost';
  ALTER TABLE shop.customers ALTER mail TYPE varchar(80), ALTER nick TYPE varchar(10), ALTER born SET NOT NULL,
    DISABLE ROW LEVEL SECURITY, ADD phone text, ADD country text NOT NULL;
  DROP VIEW shop.large; DROP VIEW shop.totals;
  ALTER TABLE shop.orders ALTER total TYPE text, ALTER note DROP DEFAULT;
  ALTER TABLE shop.orders RENAME placed TO placed_at;
  DROP INDEX shop.orders_total;
  DROP TABLE shop.gone;
  ALTER TABLE shop.first_name RENAME TO second_name;
  CREATE TABLE shop.added (id int PRIMARY KEY, a text);
  CREATE OR REPLACE FUNCTION shop.tax(numeric) RETURNS numeric LANGUAGE sql AS 'SELECT $1 * 0.25';
  COMMENT ON TABLE shop.orders IS 'What was bought';
  GRANT SELECT ON shop.orders TO PUBLIC;`;

beforeAll(async () => {
  system = await createSystem(18);
  await system.onSource(BEFORE);
  await system.startWorker();
  ({ runId: first } = await (await system.start()).result());
  await system.onSource(AFTER);
  ({ runId: second } = await (await system.start()).result());
}, 120_000);

afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

interface Change {
  readonly change: string;
  readonly kind: string;
  readonly name: string;
  readonly severity: string | null;
  readonly previous_name: string | null;
  readonly rules: readonly { readonly rule: string }[];
  readonly attributes: readonly {
    readonly name: string;
    readonly before: unknown;
    readonly after: unknown;
  }[];
  readonly affects: readonly { readonly kind: string; readonly name: string }[];
  readonly includes: Readonly<Record<string, number>>;
}

async function diff(...args: string[]): Promise<readonly Change[]> {
  const { stdout, stderr } = await runCommand(['diff', ...args, '--json'], system.environment);
  expect(stderr).toBe('');
  return jsonLines(stdout)[0]?.['changes'] as Change[];
}

const line = ({ severity, change, kind, name, rules, attributes, previous_name: previous }: Change) =>
  [severity, change, kind, name, ...(previous === null ? [] : [`from ${previous}`])].join(' ') +
  `: ${rules.map(({ rule }) => rule).join(', ')}${attributes.length === 0 ? '' : ` (${attributes.map((a) => a.name).join(', ')})`}`;

describe('diff of two runs', () => {
  it('says of every object what became of it and what that does, and nothing of what only follows a rename', async () => {
    expect((await diff(first, second)).map(line)).toEqual([
      'breaking removed table shop.gone: object-removed',
      'breaking removed view shop.large: object-removed',
      'breaking removed view shop.totals: object-removed',
      'breaking renamed column shop.orders.placed_at from shop.orders.placed: object-renamed',
      'breaking renamed schema new_name from old_name: object-renamed',
      'breaking renamed table shop.second_name from shop.first_name: object-renamed',
      'breaking changed column shop.customers.born: null-refused (is_nullable)',
      'breaking changed column shop.customers.nick: type-narrowed (data_type)',
      'breaking changed column shop.orders.total: type-changed (data_type)',
      'breaking changed table shop.customers: row-security-disabled (row_security_enabled)',
      'breaking added column shop.customers.country: required-column-added',
      'risky removed index shop.orders_total: aid-removed',
      'risky changed column shop.orders.note: default-removed (default_expression)',
      'risky changed enum_type shop.state: label-added (labels)',
      'risky changed routine shop.tax(numeric): logic-changed (body)',
      'risky changed table shop.orders: access-widened, comment-changed (acl, comment)',
      'safe changed column shop.customers.mail: type-widened (data_type)',
      'safe added column shop.customers.phone: object-added',
      'safe added table shop.added: object-added',
    ]);
  }, 30_000);

  it('names what depends on a change, directly and through a view, and counts what went with a table', async () => {
    const changes = await diff(first, second);
    const of = (name: string) => changes.find((change) => change.name === name);
    expect(of('shop.orders.total')?.affects).toEqual([
      { kind: 'index', name: 'shop.orders_total' },
      { kind: 'view', name: 'shop.large' },
      { kind: 'view', name: 'shop.totals' },
    ]);
    expect(of('shop.second_name')?.affects).toEqual([{ kind: 'view', name: 'shop.named' }]);
    expect(of('shop.customers')?.affects).toContainEqual({ kind: 'policy', name: 'shop.customers.own' });
    expect(of('shop.customers')?.affects).toContainEqual({
      kind: 'foreign_key',
      name: 'shop.orders.orders_customer_fkey',
    });
    expect(of('shop.state')).toMatchObject({
      attributes: [{ before: ['new', 'paid', 'sent'], after: ['new', 'paid', 'sent', 'lost'] }],
      affects: [{ kind: 'column', name: 'shop.orders.state' }],
    });
    expect(of('shop.gone')?.includes).toEqual({ column: 2, table_constraint: 2, index: 1 });
  }, 30_000);

  it('takes connections for their latest and previous runs, and one run for a comparison with the one before', async () => {
    const changes = await diff(first, second);
    expect(await diff('source@previous', 'source@latest')).toEqual(changes);
    expect(await diff('source')).toEqual(changes);
    expect(await diff(second)).toEqual(changes);
    const back = await diff(second, first);
    expect(back.find(({ name }) => name === 'shop.gone')).toMatchObject({ change: 'added' });
    expect(back.find(({ name }) => name === 'shop.first_name')).toMatchObject({ change: 'renamed' });
    expect(await diff(second, second)).toEqual([]);
  }, 60_000);

  it('exits with 4 from the severity on that --fail-on names, and with 0 unless it is asked', async () => {
    const run = async (...args: string[]) =>
      (await runCommand(['diff', 'source', ...args], system.environment)).exitCode;
    expect(await run()).toBe(0);
    expect(await run('--fail-on', 'breaking')).toBe(4);
    expect(await run('--set', 'diff.fail_on=safe')).toBe(4);
    expect(await run('--fail-on', 'never')).toBe(0);
  }, 60_000);

  it('writes text for people and Markdown for a comment', async () => {
    const text = await runCommand(['diff', 'source'], system.environment);
    expect(text.stdout).toContain(
      '  table shop.gone removed, with 2 columns, 2 table_constraints, 1 index\n',
    );
    expect(text.stdout).toContain(
      '    data_type: numeric(10,2) -> text  SD203 type-changed\n    affects index shop.orders_total, view shop.large, view shop.totals\n',
    );
    const markdown = await runCommand(['diff', 'source', '--format', 'markdown'], system.environment);
    expect(markdown.stdout).toMatch(/^## 4 removed, 3 renamed, 9 changed, 3 added\n/);
    expect(markdown.stdout).toContain('\n### breaking (11)\n\n- **table shop.gone removed');
  }, 60_000);

  it('refuses runs that there are not or that published nothing', async () => {
    const unpublished = `extract/source/${randomUUID()}`;
    await system.catalog.beginRun(unpublished, 'source');
    const stderr = async (...args: string[]) => {
      const result = await runCommand(['diff', ...args], system.environment);
      expect(result.exitCode).toBe(64);
      return result.stderr;
    };
    expect(await stderr('extract/none', first)).toContain('There is no run extract/none.');
    expect(await stderr(first, unpublished)).toContain('is not published (running)');
    expect(await stderr('nobody')).toContain('The connection nobody has no published run.');
    expect(await stderr(first)).toContain('There is no published run before');
    await system.catalog.abandonRun(unpublished, 'cancelled', 'A test.');
  }, 60_000);
});
