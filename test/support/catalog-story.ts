import type { CatalogProvider, LandingKind } from '../../catalog/provider.js';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn, Value, ValueType } from '../../contracts/kinds/kind.js';
import { landingOf, NEVER, publication, reportCounts, type Row } from './catalog-fixture.js';

/** Values that databases are known to change on the way, by type. */
const HOSTILE: Readonly<Record<ValueType, readonly Value[]>> = {
  text: ['', ' x ', 'tab\t\\N', 'naïve 表 \u{1f600}', 'e\u0301', 'it\'s "quoted"', '1.0', 'x'.repeat(3000)],
  json: [
    '{}',
    ' [ ] ',
    '"a\\u0041\\/\\n\\u00e9"',
    '{"bb":1,"a":{"long":null,"é":true},"aa":[1.50,-0,1e3,2.5E-3,-1.5e+1,9223372036854775807]}',
    '{"a":1,"a":2,"__proto__":3,"10":4,"9":5,"":6,"s":"n1"}',
    '0.10',
  ],
  int32: [0, -2_147_483_648, 2_147_483_647],
  int64: [0n, -9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
  float64: [0, -0, 0.1 + 0.2, 1e300, 5e-324, 123_456_789_012_345_680, -1, NaN, Infinity],
  boolean: [true, false],
  timestamp: [0n, 1_700_000_000_123_456n, -1n, 1_700_000_000_000_000n],
};

const SCHEMAS = ['public', 'Änderung', 'a.b'];

function valueOf({ name, type, nullable }: KindColumn, row: number, identity: readonly string[]): Value {
  if (name === 'schema_name') return SCHEMAS[row % SCHEMAS.length] ?? '';
  const values = nullable ? [...HOSTILE[type], null] : HOSTILE[type];
  const value = values[(row * 7 + name.length) % values.length] ?? null;
  return identity.includes(name) && type === 'text' ? `${row} ${String(value)}` : value;
}

/** Rows of a kind that between them have every hostile value in nearly every column. */
function hostileRows(kind: Kind): Row[] {
  const { columns, identity } = kindDeclaration(kind);
  return Array.from({ length: 24 }, (_, row) =>
    Object.fromEntries(columns.map((column) => [column.name, valueOf(column, row, identity.columns)])),
  );
}

/** Three runs of a source with all kinds: everything, some of it changed or gone, and that read twice; the answers. */
export async function tell(catalog: CatalogProvider): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const [run, left] of [24, 20, 22].entries()) {
    const runId = `run-${run}`;
    const landings = ALL_KINDS.map((kind): LandingKind => {
      const rows = hostileRows(kind).slice(0, left);
      return landingOf(kind, run === 0 ? rows : rows.slice(1), `${kind} ${left}`);
    });
    await catalog.beginRun(runId, 'shop');
    await catalog.recordFacts(runId, { sourceType: 'x', serverVersion: '1', databaseName: 'd', role: 'r' });
    await reportCounts(catalog, runId, [{ kind: 'table', schemaName: 'a.b', counted: 9, filtered: 1 }]);
    const landing = (reading: number, kinds: readonly LandingKind[]) =>
      catalog.land({ runId, partitionId: 'p', epoch: reading, reading }, kinds, NEVER);
    if (run === 2) await landing(1, landings.slice(1));
    answers[`landed ${run}`] = await landing(2, landings);
    answers[`unsettled ${run}`] = await catalog.unsettledKinds(runId);
    const extracted = Object.fromEntries(ALL_KINDS.map((kind) => [kind, run === 0 ? left : left - 1]));
    const input = { ...publication(runId, extracted), partitions: [{ partitionId: 'p', reading: 2 }] };
    answers[`published ${run}`] = await catalog.publish(input);
    answers[`digest ${run}`] = await catalog.contentDigest('shop');
  }
  return answers;
}

/** The objects of a run, all of a kind. */
export async function objectsOf(catalog: CatalogProvider, runId: string, kind: Kind): Promise<object[]> {
  const rows: object[] = [];
  for await (const batch of catalog.objectsOf(runId, kind)) rows.push(...batch);
  return rows;
}

/** Everything that a catalog says of its runs; their numbers, which are each catalog's own, aside. */
export async function allAnswers(catalog: CatalogProvider): Promise<unknown> {
  const runs = await catalog.listRuns(1000);
  const details: unknown[] = [];
  for (const run of runs) {
    const { runId } = run;
    const objects: Record<string, unknown> = {};
    for (const kind of ALL_KINDS) objects[kind] = await objectsOf(catalog, runId, kind);
    details.push({
      ...{ run: { ...run, runNumber: null }, objects, cost: await catalog.getCost(runId) },
      ledger: await catalog.getSchemaLedger(runId),
      gaps: await catalog.getGaps(runId),
      moved: await catalog.getMoved(runId),
    });
  }
  const connections = await catalog.listConnections();
  const digests = await Promise.all(connections.map((connection) => catalog.contentDigest(connection)));
  return { details, connections, digests, stored: await catalog.connections.list() };
}
