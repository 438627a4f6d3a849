/**
 * Drafts the catalog migration of a new object kind from its declaration:
 * `npm run draft-migration -- <kind>` writes the next number in `catalog/postgres/migrations`. The draft is a start:
 * read it, then commit it. `test/unit/kind-migrations.test.ts` compares all migrations with the declarations.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { COLUMN_TYPES } from '../catalog/postgres/column-types.js';
import { ALL_KINDS, type Kind, kindDeclaration } from '../contracts/kinds/index.js';
import type { KindDeclaration } from '../contracts/kinds/kind.js';

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
/** Always quoted: `collate` is one of the names, and which words are reserved changes with the version. */
const identifier = (name: string) => `"${name}"`;

/** The SQL of a kind's first migration. */
export function draftMigration(declaration: KindDeclaration): string {
  const { kind, plural, doc, columns } = declaration;
  const table = `catalog.${kind}_version`;
  const definitions = columns.map(
    ({ name, type, nullable }) => `  ${identifier(name)} ${COLUMN_TYPES[type]}${nullable ? '' : ' NOT NULL'}`,
  );
  const comments = columns.map(
    (column) => `COMMENT ON COLUMN ${table}.${identifier(column.name)} IS ${literal(column.doc)};`,
  );
  return [
    `-- Kind ${kind}, drafted from contracts/kinds by tools/draft-migration.`,
    `CREATE TABLE ${table} (`,
    ['  LIKE catalog.object_version INCLUDING COMMENTS', ...definitions].join(',\n'),
    ');',
    `COMMENT ON TABLE ${table} IS ${literal(doc)};`,
    ...comments,
    '',
    `SELECT catalog.adopt_kind(${literal(kind)}, ${literal(plural)});`,
    '',
  ].join('\n');
}

/** Writes the draft of a kind as the next migration in the folder; returns the file's path. */
function writeDraft(kind: Kind, folder: string): string {
  const names = readdirSync(folder).sort();
  const existing = names.find((name) => name.slice('0000_'.length) === `${kind}.sql`);
  if (existing !== undefined) {
    throw new Error(`${existing} is there already: write the ALTER TABLE by hand, as the next number.`);
  }
  const number = String(Number(names.at(-1)?.slice(0, 4) ?? '0') + 1).padStart(4, '0');
  const path = join(folder, `${number}_${kind}.sql`);
  writeFileSync(path, draftMigration(kindDeclaration(kind)));
  return path;
}

function main(kind: string | undefined): void {
  const known = ALL_KINDS.find((candidate) => candidate === kind);
  if (known === undefined) throw new Error(`Usage: draft-migration <kind>, one of ${ALL_KINDS.join(', ')}`);
  process.stdout.write(`${writeDraft(known, 'catalog/postgres/migrations')}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv[2]);
