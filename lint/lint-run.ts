import { ALL_KINDS, type Kind, type KindRow } from '../contracts/kinds/index.js';
import { qualifiedName } from '../contracts/sql-identifiers.js';
import { Relations } from './relations.js';
import type { Check, LintContext, LintSettings, Severity, Subject, Problem } from './rule.js';
import { RULES, type RuleName } from './rules/index.js';

/** One problem of one object, by one rule. */
export interface Finding extends Subject, Problem {
  readonly rule: RuleName;
  readonly code: string;
  readonly severity: Severity;
}

/** The objects of a kind as the run found them, in batches. */
export type ReadObjects = <K extends Kind>(kind: K) => AsyncIterable<readonly KindRow<K>[]>;

export interface LintInput {
  readonly read: ReadObjects;
  /** When the run began. */
  readonly readAt: Date;
  /** The rules to apply, and how bad what each finds is. */
  readonly rules: ReadonlyMap<RuleName, Severity>;
  readonly settings: LintSettings;
}

/** What was found, in the order it was, and the relations it was looked for in. */
export interface LintResult {
  readonly findings: readonly Finding[];
  readonly relations: Relations;
}

/** Applies rules to a run's objects, reading each kind that a rule asks for exactly once. */
export async function lintRun({ read, readAt, rules, settings }: LintInput): Promise<LintResult> {
  const relations = await readRelations(read);
  const findings: Finding[] = [];
  const checks = [...rules].map(([rule, severity]): Check => {
    const { code, check } = RULES[rule];
    const report: LintContext['report'] = (subject, problem) =>
      void findings.push({ rule, code, severity, ...subject, ...problem });
    return check({ relations, readAt, settings, report });
  });
  await passAll(read, checks);
  return { findings, relations };
}

/**
 * Shows each kind to the checks that ask for it. A check ends with its last kind and leaves the list, so that nothing
 * of what it held is there when the columns pass.
 */
async function passAll(read: ReadObjects, checks: Check[]): Promise<void> {
  const kinds = readingOrder(checks);
  for (const [position, kind] of kinds.entries()) {
    await visitAll(read, kind, checks);
    for (const check of [...checks]) {
      if (kinds.slice(position + 1).some((later) => check[later] !== undefined)) continue;
      check.end?.();
      checks.splice(checks.indexOf(check), 1);
    }
  }
}

/** The kinds that any check asks for; columns last, see `Check`. */
function readingOrder(checks: readonly Check[]): Kind[] {
  const wanted = ALL_KINDS.filter((kind) => checks.some((check) => check[kind] !== undefined));
  return wanted.sort((a, b) => Number(a === 'column') - Number(b === 'column'));
}

async function visitAll(read: ReadObjects, kind: Kind, checks: readonly Check[]): Promise<void> {
  // The visitors of one kind take the rows of that kind, which the compiler can't tell of a union of kinds.
  const visitors = checks.flatMap((check) => (check[kind] as ((row: unknown) => void) | undefined) ?? []);
  for await (const rows of read(kind)) {
    for (const row of rows) for (const visit of visitors) visit(row);
  }
}

async function readRelations(read: ReadObjects): Promise<Relations> {
  const relations = new Relations();
  for await (const rows of read('table')) {
    for (const row of rows) {
      const { partition_parent_schema: schema, partition_parent_table: table } = row;
      const partitionOf = schema === null || table === null ? null : qualifiedName(schema, table);
      relations.add({
        ...namesOf('table', row),
        partitionOf,
        isPartitioned: row.table_type === 'partitioned',
        hasRowSecurity: row.row_security_enabled,
      });
    }
  }
  for (const kind of ['view', 'materialized_view'] as const) {
    for await (const rows of read(kind)) {
      for (const row of rows)
        relations.add({
          ...namesOf(kind, row),
          partitionOf: null,
          isPartitioned: false,
          hasRowSecurity: false,
        });
    }
  }
  return relations;
}

function namesOf<K extends 'table' | 'view' | 'materialized_view'>(
  kind: K,
  row: { readonly schema_name: string; readonly table_name: string },
) {
  return { kind, schemaName: row.schema_name, tableName: row.table_name };
}
