import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Finding, lintRun } from '../../lint/lint-run.js';
import { RULE_NAMES, type RuleName, ruleDeclaration } from '../../lint/rules/index.js';
import { createSystem, type System } from '../support/system.js';
import { LINT_CASES } from './lint-cases.js';

const schemaOf = (state: 'flawed' | 'sound', rule: RuleName) => `${state}_${rule.replaceAll('-', '_')}`;

async function makeObjects(system: System, schema: string, statements: string): Promise<void> {
  await system.onSource(`CREATE SCHEMA ${schema}; SET search_path = ${schema}; ${statements}`);
}

describe.each([13, 18] as const)('the model lint of a run on PostgreSQL %i', (major) => {
  let system: System;
  let findings: readonly Finding[];

  beforeAll(async () => {
    system = await createSystem(major);
    for (const rule of RULE_NAMES) {
      const { flawed, sound } = LINT_CASES[rule];
      await makeObjects(system, schemaOf('flawed', rule), flawed);
      await makeObjects(system, schemaOf('sound', rule), sound);
    }
    for (const statement of RULE_NAMES.flatMap((rule) => LINT_CASES[rule].afterwards ?? [])) {
      await system.onSource(statement).catch(() => undefined);
    }
    await system.startWorker();
    const { runId } = await (await system.start({ partitionSize: 50 })).result();
    // A month later, so that what ages is old.
    const readAt = new Date(Date.now() + 30 * 86_400_000);
    const rules = new Map(RULE_NAMES.map((rule) => [rule, ruleDeclaration(rule).severity]));
    ({ findings } = await lintRun({
      read: (kind) => system.catalog.objectsOf(runId, kind),
      ...{ readAt, rules, settings: { unusedIndexDays: 7 } },
    }));
  }, 120_000);

  afterAll(async () => {
    await system[Symbol.asyncDispose]();
  });

  const foundBy = (rule: RuleName, schema: string) =>
    findings.filter((finding) => finding.rule === rule && finding.schemaName === schema);

  it.each(RULE_NAMES)('finds by %s just what is flawed', (rule) => {
    const schema = schemaOf('flawed', rule);
    const found = foundBy(rule, schema).map(({ objectName }) => objectName.slice(schema.length + 1));
    expect(found.sort()).toEqual([...LINT_CASES[rule].finds].sort());
  });

  it.each(RULE_NAMES)('finds nothing by %s where it only comes close', (rule) => {
    expect(foundBy(rule, schemaOf('sound', rule))).toEqual([]);
  });

  it('gives each finding a reason and a remedy, and what is whole SQL in it runs', async () => {
    expect(findings.filter(({ reason, remedy }) => !/[.]$/.test(reason) || remedy === '')).toEqual([]);
    const ready = findings.filter(
      ({ schemaName, remedy }) =>
        schemaName?.startsWith('flawed_') && /^[A-Z]{4}[^<]*;( --.*)?$/.test(remedy),
    );
    expect(new Set(ready.map(({ rule }) => rule)).size).toBeGreaterThan(20);
    const failed: string[] = [];
    for (const remedy of new Set(ready.map((finding) => finding.remedy))) {
      if (major < 15 && remedy.includes('from PostgreSQL 15 on')) continue;
      await system.onSource(remedy).catch((error: unknown) => {
        failed.push(`${remedy} ${error instanceof Error ? error.message : ''}`);
      });
    }
    expect(failed).toEqual([]);
  }, 60_000);
});

it('has no two rules of one code, and none that is not numbered', () => {
  const codes = RULE_NAMES.map((name) => ruleDeclaration(name).code);
  expect([...new Set(codes)].sort()).toEqual(codes);
  expect(codes.filter((code) => !/^SS[1-7]\d\d$/.test(code))).toEqual([]);
});
