import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';

/** The kinds whose objects have an identifier in the source that outlives a change of their names. */
const FOLLOWED_KINDS: readonly Kind[] = ALL_KINDS.filter((kind) =>
  kindDeclaration(kind).columns.some(({ name }) => name === 'oid'),
);

/** Kinds that columns are of. */
const RELATIONS = ['table', 'view', 'materialized_view'] as const;

/**
 * Statements that make annotations follow objects renamed between two runs: `$1` is the source, `$2` the run before and
 * `$3` the one after. An object of the same kind and oid that the later run found under a name that was new is the one
 * that is gone under the old; a column is the one with the same number in the same table. Oids are a cluster's own: what
 * was restored elsewhere comes under its names, which are not gone.
 */
export function followRenames(table: (name: string) => string): string[] {
  return [
    ...FOLLOWED_KINDS.map((kind) => moveStatement(table, kind, sameOid(table, kind))),
    ...RELATIONS.map((relation) => moveStatement(table, 'column', sameColumn(table, relation))),
  ];
}

/** Moves what is said of a kind's vanished objects to those that a query of `old_id` and `new_id` gives for them. */
function moveStatement(table: (name: string) => string, kind: Kind, pairs: string): string {
  return `
    UPDATE ${table('annotation')} AS a SET object_id = p.new_id, name = coalesce((
      SELECT e.name FROM ${table('object_entry')} e
      WHERE e.source_id = $1 AND e.object_id = p.new_id AND e.kind = '${kind}'), a.name)
    FROM (${pairs}) AS p
    WHERE a.source_id = $1 AND a.kind = '${kind}' AND a.object_id = p.old_id AND a.cleared_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM ${table('annotation')} x WHERE x.source_id = $1 AND x.kind = '${kind}'
        AND x.object_id = p.new_id AND x.cleared_at IS NULL AND x.field = a.field
        AND (x.field <> 'tag' OR x.value = a.value))`;
}

/** The last version of each annotated object that the later run no longer found: `o`. */
const vanished = (table: (name: string) => string, kind: Kind) => `
  ${table('object_entry')} g JOIN ${table(`${kind}_version`)} o
    ON o.source_id = g.source_id AND o.object_id = g.object_id AND o.valid_from_run = g.version_run`;
const isVanished = (table: (name: string) => string, kind: Kind) => `
  g.source_id = $1 AND g.kind = '${kind}' AND g.closed_run > $2 AND g.closed_run <= $3
  AND EXISTS (SELECT 1 FROM ${table('annotation')} s WHERE s.source_id = $1 AND s.kind = '${kind}'
    AND s.object_id = g.object_id AND s.cleared_at IS NULL)`;

/** Versions `n` of the later run's state, of objects that the run before did not have. */
const isNew = (table: (name: string) => string, kind: Kind) => `
  n.source_id = $1 AND n.valid_from_run > $2 AND n.valid_from_run <= $3
  AND (n.valid_to_run IS NULL OR n.valid_to_run > $3)
  AND NOT EXISTS (SELECT 1 FROM ${table(`${kind}_version`)} b WHERE b.source_id = $1 AND b.object_id = n.object_id
    AND b.valid_from_run <= $2 AND (b.valid_to_run IS NULL OR b.valid_to_run > $2))`;

function sameOid(table: (name: string) => string, kind: Kind): string {
  return `
    SELECT o.object_id AS old_id, n.object_id AS new_id
    FROM ${vanished(table, kind)} JOIN ${table(`${kind}_version`)} n ON n.oid = o.oid
    WHERE ${isVanished(table, kind)} AND ${isNew(table, kind)}`;
}

/** Columns of one table, whatever it is called now, by their attribute numbers, which are never used again. */
function sameColumn(table: (name: string) => string, relation: Kind): string {
  return `
    SELECT o.object_id AS old_id, n.object_id AS new_id
    FROM ${vanished(table, 'column')}
    JOIN ${table(`${relation}_version`)} t ON t.source_id = $1 AND t.object_id = o.parent_id
      AND t.valid_from_run <= $2 AND (t.valid_to_run IS NULL OR t.valid_to_run > $2)
    JOIN ${table(`${relation}_version`)} u ON u.source_id = $1 AND u.oid = t.oid
      AND u.valid_from_run <= $3 AND (u.valid_to_run IS NULL OR u.valid_to_run > $3)
    JOIN ${table('column_version')} n ON n.source_id = $1 AND n.parent_id = u.object_id
      AND n.ordinal_position = o.ordinal_position
    WHERE ${isVanished(table, 'column')} AND ${isNew(table, 'column')}`;
}
