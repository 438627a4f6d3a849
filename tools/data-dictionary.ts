import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { CatalogConnector } from '../catalog/connector.js';
import { ALL_KINDS, kindDeclaration } from '../contracts/kinds/index.js';
import { startPostgres } from '../stack/postgres.js';
import { ProcessLedger } from '../stack/process-ledger.js';
import { silentReporter } from '../stack/progress.js';
import { type DiagramTable, kindDiagram, tableDiagram } from './entity-diagram.js';

/** A column as the catalog's database describes it. */
interface DescribedColumn {
  readonly relation: string;
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
  readonly doc: string | null;
}

interface DescribedRelation {
  readonly relation: string;
  readonly relkind: 'r' | 'v' | 'c';
  readonly doc: string | null;
}

/** Tables, views and the composite type whose columns every table of versions begins with. */
const RELATIONS = `
  SELECT c.relname::text AS relation, c.relkind::text AS relkind,
         coalesce(obj_description(c.oid, 'pg_class'), obj_description(c.reltype, 'pg_type')) AS doc
  FROM pg_class c WHERE c.relnamespace = 'catalog'::regnamespace AND c.relkind IN ('r', 'v', 'c')
  ORDER BY c.relname COLLATE "C"`;
const COLUMNS = `
  SELECT c.relname::text AS relation, a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type,
         NOT a.attnotnull AS "isNullable", col_description(c.oid, a.attnum) AS doc
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = 'catalog'::regnamespace AND c.relkind IN ('r', 'v', 'c')
    AND a.attnum > 0 AND NOT a.attisdropped
  ORDER BY c.relname COLLATE "C", a.attnum`;

const INTRODUCTION = `# Data dictionary

<!-- Generated from the comments in the catalog's database by \`npm run docs\`; edit contracts/kinds or the migrations. -->

Everything that SourceSense knows is in the schema \`catalog\` of the catalog's PostgreSQL database. Each object kind has a
table of all versions of its objects, \`<kind>_version\`, and a view of the current ones, named by the plural. A version is
added when a run finds an object new or changed, and closed by the run that no longer finds it so. A run becomes visible as
a whole, when it is published.

The current state, of one source or of all:

\`\`\`sql
SELECT schema_name, table_name, comment FROM catalog.tables WHERE source_name = 'sales' ORDER BY 1, 2;
\`\`\`

The state as of any run or any time is one pattern: choose the run, then take the versions that were valid with it. As of a
run, by its id:

\`\`\`sql
WITH chosen AS (
  SELECT source_id, run_number FROM catalog.run
  WHERE run_id = 'extract/sales/20260101T000000.000Z' AND status = 'published'
)
SELECT v.schema_name, v.table_name, v.comment
FROM chosen
JOIN catalog.table_version v ON v.source_id = chosen.source_id
  AND v.valid_from_run <= chosen.run_number
  AND (v.valid_to_run IS NULL OR v.valid_to_run > chosen.run_number)
ORDER BY 1, 2;
\`\`\`

As of a time it is the run that was published last until then, of one source (or of each, without the condition on the name):

\`\`\`sql
WITH chosen AS (
  SELECT r.source_id, max(r.run_number) AS run_number
  FROM catalog.run r JOIN catalog.source s ON s.id = r.source_id
  WHERE s.name = 'sales' AND r.status = 'published' AND r.ended_at <= '2026-01-01T12:00:00Z'
  GROUP BY r.source_id
)
SELECT v.schema_name, v.table_name, v.comment
FROM chosen
JOIN catalog.table_version v ON v.source_id = chosen.source_id
  AND v.valid_from_run <= chosen.run_number
  AND (v.valid_to_run IS NULL OR v.valid_to_run > chosen.run_number)
ORDER BY 1, 2;
\`\`\`

Any \`<kind>_version\` takes the place of \`table_version\`. Of runs that were pruned nothing can be asked: both answers are empty
then. In a SQLite catalog the same statements serve without \`catalog.\`.

An object with what belongs to it: \`parent_id\` is the \`object_id\` of the parent.

\`\`\`sql
SELECT t.schema_name, t.table_name, c.column_name, c.data_type
FROM catalog.tables t JOIN catalog.columns c ON c.source_name = t.source_name AND c.parent_id = t.object_id
ORDER BY 1, 2, c.ordinal_position;
\`\`\`

What changed with a run: versions that it added, and those that it closed (an object that changed is in both):

\`\`\`sql
SELECT CASE WHEN v.valid_from_run = r.run_number THEN 'added' ELSE 'closed' END AS change, v.schema_name, v.table_name
FROM catalog.run r
JOIN catalog.table_version v ON v.source_id = r.source_id AND r.run_number IN (v.valid_from_run, v.valid_to_run)
WHERE r.run_id = 'extract/sales/20260101T000000.000Z';
\`\`\`

Times are UTC as \`timestamptz\`, lists and access lists are \`jsonb\`. Identifiers are kept as they are, never quoted.`;

/** The columns of primary keys. */
const KEYS = `
  SELECT c.relname::text AS relation, a.attname::text AS name
  FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
  WHERE c.relnamespace = 'catalog'::regnamespace ORDER BY 1, a.attnum`;

/** The tables of the entity diagram; the object kinds have one of their own. */
const DRAWN = [
  ...['source', 'run', 'run_ledger', 'run_gap', 'run_moved', 'landing_step', 'step_report', 'artifact'],
  ...['connection', 'object_version'],
];

/** The text of `docs/data-dictionary.md`, from a catalog that all migrations were applied to. */
export async function dataDictionaryPage(catalogUrl: string): Promise<string> {
  const client = new pg.Client(catalogUrl);
  await client.connect();
  try {
    const { rows: relations } = await client.query<DescribedRelation>(RELATIONS);
    const { rows: columns } = await client.query<DescribedColumn>(COLUMNS);
    const { rows: keys } = await client.query<{ relation: string; name: string }>(KEYS);
    const columnsOf = (relation: string) => columns.filter((column) => column.relation === relation);
    const drawn = DRAWN.map((name): DiagramTable => {
      const keyed = name === 'object_version' ? 'database_version' : name;
      const key = keys.filter(({ relation }) => relation === keyed).map((column) => column.name);
      return { name, columns: columnsOf(name), key };
    });
    const sections = [...kindSections(columnsOf), ...otherSections(relations, columnsOf)];
    return `${[INTRODUCTION, diagramSection(drawn), ...sections].join('\n\n')}\n`;
  } finally {
    await client.end();
  }
}

function diagramSection(tables: readonly DiagramTable[]): string {
  return `## Entity diagrams

Runs and what belongs to them. \`object_version\` stands for the \`<kind>_version\` of every kind, which has the kind's own
columns besides.

${tableDiagram(tables)}

Object kinds and what they belong to: \`parent_id\` is the \`object_id\` of the parent, in the same source. What the diagram
hangs on \`table\` and \`column\` belongs to views and materialized views and their columns too.

${kindDiagram()}`;
}

type ColumnsOf = (relation: string) => readonly DescribedColumn[];

/** The columns that are the same for every kind, then each kind with its own. */
function kindSections(columnsOf: ColumnsOf): string[] {
  const ofEvery = new Set(columnsOf('object_version').map(({ name }) => name));
  // Of a real table, which knows what can be null; the type does not.
  const versionColumns = columnsOf('database_version').filter(({ name }) => ofEvery.has(name));
  const kinds = ALL_KINDS.map((kind) => {
    const { plural, doc } = kindDeclaration(kind);
    const own = columnsOf(`${kind}_version`).filter(({ name }) => !ofEvery.has(name));
    return `### ${kind}\n\n${doc} Current: \`catalog.${plural}\`; all versions: \`catalog.${kind}_version\`.\n\n${columnTable(own)}`;
  });
  const shared = `## Columns of every kind

Each \`<kind>_version\` begins with these. The view of the current state has \`object_id\`, \`valid_from_run\` and \`parent_id\`
of them, and in place of \`source_id\` the name of the source, \`source_name\`.

${columnTable(versionColumns)}`;
  return [shared, '## Object kinds', ...kinds];
}

/** The tables and views that belong to no kind: runs, ledger, gaps, artifacts. */
function otherSections(relations: readonly DescribedRelation[], columnsOf: ColumnsOf): string[] {
  const ofKinds = new Set(ALL_KINDS.flatMap((kind) => [`${kind}_version`, kindDeclaration(kind).plural]));
  const others = relations.filter(({ relation, relkind }) => relkind !== 'c' && !ofKinds.has(relation));
  const sections = others.map(
    ({ relation, doc }) => `### catalog.${relation}\n\n${doc ?? ''}\n\n${columnTable(columnsOf(relation))}`,
  );
  return ['## Runs, artifacts and the catalog itself', ...sections];
}

function columnTable(columns: readonly DescribedColumn[]): string {
  const rows = columns.map(({ name, type, isNullable, doc }) => {
    const meaning = (doc ?? '').replaceAll('|', '\\|');
    return `| \`${name}\` | ${type}${isNullable ? ', may be null' : ''} | ${meaning} |`;
  });
  return ['| column | type | meaning |', '|---|---|---|', ...rows].join('\n');
}

/** `dataDictionaryPage` of a catalog that is made for it, in an embedded PostgreSQL of its own that is gone afterwards. */
export async function dataDictionaryFromScratch(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'sourcesense-docs-'));
  const postgres = await startPostgres({
    ...{
      major: 18,
      directory,
      ledger: new ProcessLedger(directory),
      reporter: silentReporter,
      durable: false,
    },
  });
  try {
    const url = postgres.url('catalog');
    await (await CatalogConnector.open('enterprise', { url, create_database: true })).close();
    return await dataDictionaryPage(url);
  } finally {
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}
