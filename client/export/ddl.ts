import type { CatalogObject, CatalogReader } from '../../catalog/provider.js';
import { ALL_KINDS, type Kind, type KindRow } from '../../contracts/kinds/index.js';
import { DDL_KINDS, ddlStatements, type RowsByKind } from '../../ddl/index.js';
import type { PublishedRun } from './published-run.js';

/** What the script leaves out. */
export interface DdlSelection {
  readonly owner: boolean;
  readonly privileges: boolean;
}

/** The SQL that makes a run's schema in an empty database; all of its rows are held while it is ordered. */
export async function* ddlScript(
  catalog: CatalogReader,
  run: PublishedRun,
  { owner, privileges }: DdlSelection,
): AsyncGenerator<string> {
  const rows = await readRows(catalog, run.runId);
  const { databaseName, serverVersion } = run.facts;
  yield `-- Schema of ${oneLine(databaseName)} (PostgreSQL ${oneLine(serverVersion)}), from run ${oneLine(run.runId)} of SourceSense.\n`;
  yield '-- Run it in an empty database; roles and tablespaces must be there.\n\n';
  const options = { owners: owner, privileges, major: Number.parseInt(serverVersion, 10) };
  for (const statement of ddlStatements(rows, options)) yield `${statement};\n\n`;
}

/** A name in a comment may not end it. */
const oneLine = (text: string) => text.replaceAll(/[\r\n]+/g, ' ');

/** The rows of a run that scripts are written from, each as `change` makes it. */
export async function readRows(
  catalog: CatalogReader,
  runId: string,
  change: (kind: Kind, row: CatalogObject<Kind>) => KindRow<Kind> = (_, row) => row,
): Promise<RowsByKind> {
  const rows: Partial<Record<Kind, readonly KindRow<Kind>[]>> = {};
  for (const kind of ALL_KINDS)
    rows[kind] = DDL_KINDS.includes(kind) ? await allOf(catalog, runId, kind, change) : [];
  return rows as RowsByKind;
}

async function allOf(
  catalog: CatalogReader,
  runId: string,
  kind: Kind,
  change: (kind: Kind, row: CatalogObject<Kind>) => KindRow<Kind>,
): Promise<KindRow<Kind>[]> {
  const all: KindRow<Kind>[] = [];
  for await (const batch of catalog.objectsOf(runId, kind))
    for (const row of batch) all.push(change(kind, row));
  return all;
}
