import type { Finding } from './lint-run.js';
import { qualifiedName } from '../contracts/sql-identifiers.js';
import type { Relation, Relations } from './relations.js';
import { SEVERITIES, type Severity } from './rule.js';

/** What each finding leaves of a score. `docs/lint.md` explains the formula. */
export const SCORE_FACTORS: Readonly<Record<Severity, number>> = { error: 0.7, warning: 0.9, info: 0.98 };

export type FindingCounts = Readonly<Record<Severity, number>>;

export interface TableScore {
  readonly schemaName: string;
  readonly tableName: string;
  /** 0 to 100; 100 when nothing was found. */
  readonly score: number;
  readonly findings: FindingCounts;
}

export interface SchemaScore {
  readonly schemaName: string;
  /** 0 to 100: the mean of its tables' scores, less what was found about the schema itself. */
  readonly score: number;
  readonly tables: number;
  /** Of the schema and of all its tables. */
  readonly findings: FindingCounts;
}

export interface Scores {
  /** Tables, views and materialized views; partitions count as their root. */
  readonly tables: readonly TableScore[];
  readonly schemas: readonly SchemaScore[];
}

type Tally = Record<Severity, number>;

const nothing = (): Tally => ({ error: 0, warning: 0, info: 0 });

/** What findings leave of 1. */
function share(findings: FindingCounts): number {
  return SEVERITIES.reduce((left, severity) => left * SCORE_FACTORS[severity] ** findings[severity], 1);
}

/** Rounded down, so that only what has no finding at all has 100. */
const percent = (value: number) => Math.floor(value * 100 + 1e-9);

/** Scores of everything that was looked at, by what was found. */
export function scoresOf(relations: Relations, findings: readonly Finding[]): Scores {
  const byTable = new Map<Relation, Tally>();
  for (const root of relations.roots()) byTable.set(root, nothing());
  const ofSchemas = new Map<string, Tally>();
  for (const { schemaName, tableName, severity } of findings) {
    if (schemaName === null) continue;
    const root = tableName === null ? undefined : relations.root(schemaName, tableName);
    const tally = (root && byTable.get(root)) ?? ofSchemas.get(schemaName) ?? nothing();
    if (root === undefined) ofSchemas.set(schemaName, tally);
    tally[severity]++;
  }
  const tables = [...byTable].map(([{ schemaName, tableName }, counts]): TableScore => ({
    ...{ schemaName, tableName },
    score: percent(share(counts)),
    findings: counts,
  }));
  return { tables: tables.sort(byName), schemas: schemaScores(byTable, ofSchemas) };
}

function byName(a: TableScore, b: TableScore): number {
  const [left, right] = [a, b].map(({ schemaName, tableName }) => qualifiedName(schemaName, tableName));
  return (left ?? '') < (right ?? '') ? -1 : 1;
}

function schemaScores(
  byTable: ReadonlyMap<Relation, FindingCounts>,
  ofSchemas: ReadonlyMap<string, FindingCounts>,
): SchemaScore[] {
  const sums = new Map<string, { tables: number; share: number; findings: Tally }>();
  const sumOf = (schema: string) => {
    const sum = sums.get(schema) ?? {
      tables: 0,
      share: 0,
      findings: { ...(ofSchemas.get(schema) ?? nothing()) },
    };
    sums.set(schema, sum);
    return sum;
  };
  for (const schema of ofSchemas.keys()) sumOf(schema);
  for (const [{ schemaName }, counts] of byTable) {
    const sum = sumOf(schemaName);
    sum.tables++;
    sum.share += share(counts);
    for (const severity of SEVERITIES) sum.findings[severity] += counts[severity];
  }
  return [...sums]
    .map(([schemaName, { tables, share: total, findings }]): SchemaScore => {
      const mean = tables === 0 ? 1 : total / tables;
      return {
        schemaName,
        score: percent(mean * share(ofSchemas.get(schemaName) ?? nothing())),
        tables,
        findings,
      };
    })
    .sort((a, b) => (a.schemaName < b.schemaName ? -1 : 1));
}
