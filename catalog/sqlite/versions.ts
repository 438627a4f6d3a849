import { CATALOG_COLUMNS } from '../../contracts/kinds/batch-schemas.js';
import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn } from '../../contracts/kinds/kind.js';
import { nameColumns, physicalColumns } from '../object-keys.js';
import { COLUMN_TYPES } from './values.js';

/** The table that holds all versions of a kind's objects. */
export function versionTable(kind: Kind): string {
  return `"${kind}_version"`;
}

/** What every table of versions has besides what artifacts hold. */
const VERSION_COLUMNS = [
  'source_id INTEGER NOT NULL',
  'valid_from_run INTEGER NOT NULL',
  'valid_to_run INTEGER',
  'partition_id TEXT NOT NULL',
];

/** A column's definition in a STRICT table. */
export function definition({ name, type, nullable }: KindColumn): string {
  return `"${name}" ${COLUMN_TYPES[type]}${nullable ? '' : ' NOT NULL'}`;
}

/**
 * The table of a kind's versions. Its primary key finds the versions that a run is compared with, and lets no run find an
 * object twice; one index finds those that a run wrote, to be deleted, the other those that are closed.
 */
export function versionTableDdl(kind: Kind): string {
  const columns = [...CATALOG_COLUMNS, ...kindDeclaration(kind).columns].map(definition);
  return `
    CREATE TABLE ${versionTable(kind)} (
      ${[...VERSION_COLUMNS, ...columns].join(', ')},
      PRIMARY KEY (source_id, object_id, valid_from_run)
    ) STRICT;
    CREATE INDEX "${kind}_version_run" ON ${versionTable(kind)} (valid_from_run, partition_id);
    CREATE INDEX "${kind}_version_closed" ON ${versionTable(kind)} (source_id, valid_to_run)
      WHERE valid_to_run IS NOT NULL;`;
}

/** The view of a kind's current state; versions of a later run than the published one are pending. */
export function currentViewDdl(kind: Kind): string {
  const { plural, columns } = kindDeclaration(kind);
  const shown = ['object_id', 'valid_from_run', 'parent_id', ...columns.map(({ name }) => name)];
  return `
    DROP VIEW IF EXISTS "${plural}";
    CREATE VIEW "${plural}" AS SELECT s.name AS source_name, ${shown.map((name) => `v."${name}"`).join(', ')}
    FROM ${versionTable(kind)} v JOIN source s ON s.id = v.source_id
    WHERE v.valid_to_run IS NULL AND v.valid_from_run <= s.published_run;`;
}

/** The versions, called `v`, that are current in a source: see `isCurrent` of PostgreSQL's provider. */
export function isCurrent(source: string, published: string): string {
  return `v.source_id = ${source} AND v.valid_to_run IS NULL AND v.valid_from_run <= ${published}`;
}

/** The qualified name of a version `v`. */
export function objectName(kind: Kind): string {
  const { columns } = kindDeclaration(kind);
  const texts = nameColumns(kind).map((name) =>
    columns.find((column) => column.name === name)?.type === 'boolean'
      ? `iif(v."${name}", 'true', 'false')`
      : `v."${name}"`,
  );
  return `concat_ws('.', ${texts.join(', ')})`;
}

/** The physical columns of a version `v`, as the keys have them. */
export function physicalText(kind: Kind): string {
  const columns = physicalColumns(kind);
  return columns.length === 0
    ? "''"
    : `concat_ws(' ', ${columns.map(({ name }) => `v."${name}"`).join(', ')})`;
}
