import { readFileSync } from 'node:fs';
import { CATALOG_COLUMNS } from '../../contracts/kinds/batch-schemas.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { Session, SqliteDatabase } from './database.js';
import { currentViewDdl, definition, versionTable, versionTableDdl } from './versions.js';
import { COLUMN_TYPES } from './values.js';

/** What `foundation.sql` makes; raised when it changes. Kept as `user_version`, 0 in a new file. */
const FOUNDATION = 1;

/** Lets what reading needs be derived from all versions again: an attribute that is new has values in all of them, or nulls. */
const TAKE_IN_AGAIN = 'DELETE FROM entry_state';

/**
 * Brings the file up to date, in one transaction: `foundation.sql`, `reading.sql` and `annotation.sql`, then a table of versions and a view per kind. There
 * are no migrations to write: tables follow the kinds' declarations, new kinds are added, and so are new columns that may
 * be null. Throws `unsupported` for a file that another program, or a newer version of this one, made.
 */
export async function migrate(database: SqliteDatabase): Promise<void> {
  await database.write('bring its file up to date', (session) => {
    const version = versionOf(session);
    const tables = tableNames(session);
    if (version > FOUNDATION) throw unsupported(database.file, 'is of a newer version of SourceSense');
    if (version === 0 && tables.size > 0) throw unsupported(database.file, 'was made by another program');
    if (version === 0) database.connection.exec(foundation());
    database.connection.exec(sqlFile('reading.sql') + sqlFile('annotation.sql'));
    if (version !== 0 && !tables.has('attribute_value')) database.connection.exec(TAKE_IN_AGAIN);
    const known = new Set<string>(ALL_KINDS.map((kind) => `${kind}_version`));
    const unknown = [...tables].find((name) => name.endsWith('_version') && !known.has(name));
    if (unknown !== undefined) throw unsupported(database.file, `has a table ${unknown} that we don't know`);
    for (const kind of ALL_KINDS) adoptKind(database, kind, tables.has(`${kind}_version`));
  });
}

/** 0 when the file has no catalog. */
export function versionOf(session: Session): number {
  const [row] = session.rows<{ user_version: bigint }>('PRAGMA user_version');
  return Number(row?.user_version ?? 0n);
}

function foundation(): string {
  return `${sqlFile('foundation.sql')}\nPRAGMA user_version = ${FOUNDATION};`;
}

function sqlFile(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

function tableNames(session: Session): Set<string> {
  const sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'";
  return new Set(session.rows<{ name: string }>(sql).map(({ name }) => name));
}

function adoptKind(database: SqliteDatabase, kind: Kind, isThere: boolean): void {
  if (isThere) {
    if (!addColumns(database, kind)) return;
    database.connection.exec(TAKE_IN_AGAIN);
  } else {
    database.connection.exec(versionTableDdl(kind));
    database.run('INSERT INTO object_kind (kind, plural) VALUES (?, ?)', [
      kind,
      kindDeclaration(kind).plural,
    ]);
  }
  database.connection.exec(currentViewDdl(kind));
}

/** Adds the columns that a kind has got since its table was made; whether there were any. */
function addColumns(database: SqliteDatabase, kind: Kind): boolean {
  const sql = `SELECT name, type FROM pragma_table_info('${kind}_version')`;
  const present = new Map(
    database.rows<{ name: string; type: string }>(sql).map(({ name, type }) => [name, type]),
  );
  const declared = [...CATALOG_COLUMNS, ...kindDeclaration(kind).columns];
  const added = declared.filter(({ name }) => !present.has(name));
  const changed = declared.find(
    ({ name, type }) => (present.get(name) ?? COLUMN_TYPES[type]) !== COLUMN_TYPES[type],
  );
  const required = added.find(({ nullable }) => !nullable);
  const unfit = changed ?? required;
  if (unfit !== undefined) {
    throw unsupported(
      database.file,
      `can't take column ${unfit.name} of kind ${kind} as this version has it`,
    );
  }
  for (const column of added) {
    database.connection.exec(`ALTER TABLE ${versionTable(kind)} ADD COLUMN ${definition(column)}`);
  }
  return added.length > 0;
}

function unsupported(file: string, what: string): SourceSenseError {
  return new SourceSenseError('unsupported', `The catalog ${file} ${what}.`, {
    remedy: 'Use the SourceSense version that made it, or choose another catalog.file.',
  });
}
