import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { engines } from '../support/engines.js';
import { jsonLines, runCommand } from '../support/command.js';
import { execute } from '../support/rebuilt.js';
import { createSystem, SOURCE, type System } from '../support/system.js';

const SCHEMA = `
  CREATE SCHEMA shop;
  CREATE TABLE shop."Order" (id int PRIMARY KEY, total numeric CONSTRAINT positive CHECK (total > 0));
  CREATE VIEW shop.totals AS SELECT total FROM shop."Order";
  CREATE MATERIALIZED VIEW shop.sums AS SELECT sum(total) FROM shop."Order";
  CREATE INDEX order_total ON shop."Order" (total);
  CREATE SEQUENCE shop.numbers;
  CREATE TYPE shop.mood AS ENUM ('good', 'bad');
  CREATE DOMAIN shop.email AS text;
  CREATE FUNCTION shop.twice(a int, b text) RETURNS int LANGUAGE sql AS 'SELECT 2 * a';
  CREATE PROCEDURE shop.nothing() LANGUAGE sql AS '';
  CREATE AGGREGATE shop.product(int) (sfunc = int4mul, stype = int);
  CREATE POLICY mine ON shop."Order";
  CREATE RULE quiet AS ON DELETE TO shop."Order" DO INSTEAD NOTHING;
  CREATE FUNCTION shop.fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER fires BEFORE INSERT ON shop."Order" EXECUTE FUNCTION shop.fire()`;

/** Objects of many kinds, each of which COMMENT ON calls in its own way. */
const OBJECTS: readonly (readonly [kind: string, name: string])[] = [
  ['schema', 'shop'],
  ['table', 'shop.Order'],
  ['column', 'shop.Order.total'],
  ['table_constraint', 'shop.Order.positive'],
  ['view', 'shop.totals'],
  ['column', 'shop.totals.total'],
  ['materialized_view', 'shop.sums'],
  ['index', 'shop.order_total'],
  ['sequence', 'shop.numbers'],
  ['enum_type', 'shop.mood'],
  ['domain', 'shop.email'],
  ['routine', 'shop.twice(integer, text)'],
  ['routine', 'shop.nothing()'],
  ['aggregate', 'shop.product(integer)'],
  ['policy', 'shop.Order.mine'],
  ['rule', 'shop.Order.quiet'],
  ['trigger', 'shop.Order.fires'],
];
const textOf = (kind: string, name: string) => `The ${kind}'s "${name}" \\ naïve;\n-- second line`;

let system: System;
beforeAll(async () => {
  system = await createSystem(18);
  await system.onSource(SCHEMA);
  await system.startWorker();
  await (await system.start()).result();
}, 120_000);
afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

const run = (...command: string[]) => runCommand(command, system.environment);
const answer = async (...command: string[]) => jsonLines((await run(...command, '--json')).stdout)[0];
const fileOf = (name: string) => join(engines().directory, `${process.pid}-${name}`);
describe('sourcesense annotate', () => {
  it('takes changes from YAML, JSON and CSV files', async () => {
    const [yaml, json, csv] = ['a.yaml', 'a.json', 'a.csv'].map(fileOf) as [string, string, string];
    writeFileSync(yaml, '- object: shop.numbers\n  tags: [a, b]\n  owner: core\n');
    writeFileSync(json, JSON.stringify([{ object: 'shop.numbers', description: 'Numbers.', untag: ['a'] }]));
    writeFileSync(
      csv,
      'object,kind,description,tags\r\nshop.numbers,sequence,,c; d\r\nshop.mood,,"A ""mood"",\nreally",\r\n',
    );
    for (const file of [yaml, json, csv]) {
      expect(await run('annotate', SOURCE, '--file', file, '--author', 'ada')).toMatchObject({ exitCode: 0 });
    }
    expect(await answer('annotations', SOURCE)).toMatchObject({
      annotations: [
        {
          ...{
            kind: 'sequence',
            description: { value: 'Numbers.', author: 'ada' },
            owner: { value: 'core' },
          },
          tags: [{ value: 'b' }, { value: 'c' }, { value: 'd' }],
        },
        { kind: 'enum_type', description: { value: 'A "mood",\nreally' }, tags: [] },
      ],
    });
    writeFileSync(yaml, '- object: shop.numbers\n  tagz: [a]\n');
    const { exitCode, stderr } = await run('annotate', SOURCE, '--file', yaml);
    expect([exitCode, stderr]).toEqual([64, expect.stringContaining('entry 1')]);
    expect((await run('annotate', SOURCE)).exitCode).toBe(64);
    expect(
      (await run('annotate', SOURCE, 'shop.numbers', '--clear', 'tag', 'owner', 'description')).exitCode,
    ).toBe(0);
    expect((await run('annotations', SOURCE, '--history', 'shop.numbers')).stdout).toContain('until');
  }, 60_000);
});

describe('sourcesense export comments', () => {
  it('makes comments of descriptions, which the next run finds in the source', async () => {
    const file = fileOf('all.json');
    const changes = OBJECTS.map(([kind, object]) => ({ object, kind, description: textOf(kind, object) }));
    writeFileSync(file, JSON.stringify(changes));
    expect(await run('annotate', SOURCE, '--file', file)).toMatchObject({ exitCode: 0, stderr: '' });
    const { stdout, stderr } = await run('export', 'comments', SOURCE);
    expect(stderr).toBe('');
    await execute(system.sourceUrl, stdout);
    await (await system.start()).result();
    for (const [kind, object] of OBJECTS) {
      const shown = (await answer('show', SOURCE, object, '--kind', kind)) as {
        readonly object: { readonly attributes: { readonly comment: string } };
      };
      expect(shown).toMatchObject({ description: { wins: 'annotation' } });
      expect(shown.object.attributes.comment).toBe(textOf(kind, object));
    }
  }, 120_000);
});
