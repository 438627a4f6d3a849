import pg from 'pg';
import type { Gap } from '../../contracts/extraction.js';
import type { Partition } from '../../contracts/partition.js';
import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { Value } from '../../contracts/kinds/kind.js';
import { CostMeter } from '../../sources/cost-meter.js';
import { postgresConnectionSchema } from '../../sources/postgres/config.js';
import { PostgresSource } from '../../sources/postgres/index.js';
import type { ReadContext, Source } from '../../sources/source.js';

/** All relations, and everything else, in one partition each. */
export const EVERYTHING: Readonly<Record<Partition['scope'], Partition>> = {
  database: { partitionId: 'database', scope: 'database', fromOid: 0, toOid: 4294967295 },
  relation: { partitionId: 'relations-0001', scope: 'relation', fromOid: 0, toOid: 4294967295 },
};

/** A context of a read that nobody cancels; each run's id is its own. */
export function readContext(runId: string, signal = new AbortController().signal): ReadContext {
  return { runId, signal, cost: new CostMeter() };
}

/** The source at a URL; settings as in the configuration. */
export function sourceAt(url: string, settings: Record<string, unknown> = {}): PostgresSource {
  return new PostgresSource(postgresConnectionSchema.parse({ url, ...settings }));
}

/** The rows of a kind as objects, and the gaps; around what can't be read, as a run reads when a bulk read failed. */
export async function readNarrowed(source: Source, kind: Kind, runId = 'narrowed') {
  const { columns, scope } = kindDeclaration(kind);
  const gaps: Gap[] = [];
  const rows: Record<string, Value>[] = [];
  const batches = source.readNarrowed(readContext(runId), kind, EVERYTHING[scope], (gap) => gaps.push(gap));
  for await (const batch of batches) {
    for (let row = 0; row < batch.rows; row++) {
      const values = columns.map(({ name }, index) => [name, batch.columns[index]?.[row] ?? null]);
      rows.push(Object.fromEntries(values) as Record<string, Value>);
    }
  }
  return { rows, gaps };
}

/** Runs statements on a database, in one session. */
export async function runSql(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
