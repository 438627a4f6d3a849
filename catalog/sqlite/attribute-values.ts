import type { Kind } from '../../contracts/kinds/index.js';
import { KEPT_LENGTH, keptColumns, type KnownValue } from '../reading/attribute-values.js';
import type { Bindings } from '../reading/dialect.js';
import type { Session } from './database.js';
import { versionTable } from './versions.js';

/**
 * Values that more than a tenth of a kind's objects have are not posted: whoever looks for one meets it soon in the order
 * of names. A thousand objects are always few enough.
 */
const FEW_OBJECTS = 1000;
const FEW_SHARE = 0.1;

const NEWS = 'v.source_id = $1 AND v.valid_from_run > $2 AND v.valid_from_run <= $3';

/** Takes in the values of versions of a kind that are news, whose entries are there already. */
export function addValues(
  session: Session,
  kind: Kind,
  [sourceId, indexed, published]: readonly [bigint, bigint, bigint],
): void {
  const span = { 1: sourceId, 2: indexed, 3: published };
  const versions = `${versionTable(kind)} v`;
  for (const { name } of keptColumns(kind)) {
    session.run(
      `INSERT INTO attribute_value (source_id, kind, attribute, value, form, objects)
       SELECT v.source_id, '${kind}', '${name}', ${valueOf(name)}, ${formOf(name)}, count(*)
       FROM ${versions} WHERE ${NEWS} GROUP BY 4, 5
       ON CONFLICT (source_id, kind, attribute, value, form) DO UPDATE SET objects = objects + excluded.objects`,
      span,
    );
  }
  withdrawPostings(session, kind, sourceId);
  for (const name of postedAttributes(session, kind, sourceId)) {
    session.run(
      `INSERT OR IGNORE INTO value_posting (term, entry_id)
       SELECT d.term, e.entry_id FROM ${versions}
       CROSS JOIN attribute_value d ON d.source_id = v.source_id AND d.kind = '${kind}' AND d.attribute = '${name}'
         AND d.value = ${valueOf(name)} AND d.form = ${formOf(name)} AND d.is_posted
       CROSS JOIN object_entry e ON e.source_id = v.source_id AND e.object_id = v.object_id AND e.kind = '${kind}'
       WHERE ${NEWS}`,
      span,
    );
  }
}

const formOf = (name: string) =>
  `CASE WHEN v."${name}" IS NULL THEN 'null' WHEN length(v."${name}") > ${KEPT_LENGTH} THEN 'long' ELSE 'value' END`;
const valueOf = (name: string) =>
  `CASE WHEN length(v."${name}") <= ${KEPT_LENGTH} THEN v."${name}" ELSE '' END`;

/** Ends the postings of values that have become common. */
function withdrawPostings(session: Session, kind: Kind, sourceId: bigint): void {
  const common = session.rows<{ term: bigint }>(
    `UPDATE attribute_value SET is_posted = 0
     WHERE source_id = $1 AND kind = '${kind}' AND is_posted AND objects > max(${FEW_OBJECTS}, ${FEW_SHARE} * (
       SELECT count(*) FROM object_entry WHERE source_id = $1 AND kind = '${kind}'))
     RETURNING term`,
    { 1: sourceId },
  );
  for (const { term } of common) session.run('DELETE FROM value_posting WHERE term = ?', [term]);
}

/** Removes the values of an attribute that no version of the source has, with their postings. */
export function removeValues(session: Session, kind: Kind, name: string, sourceId: bigint): void {
  const gone = session.rows<{ term: bigint }>(
    `DELETE FROM attribute_value WHERE source_id = $1 AND kind = '${kind}' AND attribute = '${name}'
       AND (value, form) NOT IN (
         SELECT ${valueOf(name)}, ${formOf(name)} FROM ${versionTable(kind)} v WHERE v.source_id = $1)
     RETURNING term`,
    { 1: sourceId },
  );
  for (const { term } of gone) session.run('DELETE FROM value_posting WHERE term = ?', [term]);
}

function postedAttributes(session: Session, kind: Kind, sourceId: bigint): string[] {
  const rows = session.rows<{ attribute: string }>(
    `SELECT DISTINCT attribute FROM attribute_value WHERE source_id = $1 AND kind = '${kind}' AND is_posted`,
    { 1: sourceId },
  );
  return rows.map(({ attribute }) => attribute);
}

/** The condition on entries `e` to be posted with one of some values; null where one of them is not posted. */
export function postedWith(
  values: readonly KnownValue[],
  areFew: boolean,
  bindings: Bindings,
): string | null {
  if (values.some(({ isPosted }) => Number(isPosted) === 0)) return null;
  const terms = bindings.add(`[${values.map(({ term }) => term).join(',')}]`);
  // A plus keeps SQLite from looking entries up by what follows it.
  return `${areFew ? '' : '+'}e.entry_id IN (
    SELECT p.entry_id FROM value_posting p WHERE p.term IN (SELECT j.value FROM json_each(${terms}) j))`;
}
