import { SourceSenseError } from '../../contracts/failure.js';
import type { Gap } from '../../contracts/extraction.js';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import { nearestName } from '../../contracts/nearest-name.js';
import type { Annotation } from '../annotations/annotations.js';
import { readAnnotations } from '../annotations/read-annotations.js';
import type { ReadDialect } from './dialect.js';
import { readHistory } from './history.js';
import type { Children, ObjectDetail, ObjectReference, ObjectRow, View } from './read-model.js';
import { readRelations } from './relations.js';
import { entriesWithVersions, entrySelection, type StoredObject, toObject } from './sql.js';
import { openView, type ReadView } from './view.js';
import { sortKeyOf } from './searched-kinds.js';

/** Objects of each kind that are shown of what belongs to an object. */
const FIRST_CHILDREN = 50;

/** See `ReadModel.getObject`; `gapsOf` gives the gaps of a run. */
export async function getObject(
  dialect: ReadDialect,
  gapsOf: (runId: string) => Promise<Gap[]>,
  request: { readonly view: View; readonly name: string; readonly kind?: Kind | undefined },
): Promise<ObjectDetail> {
  const view = await openView(dialect, request.view);
  const object = await findObject(dialect, view, request.name, request.kind);
  const { runId } = view.resolved;
  const [parents, children, relations, history, gaps, annotations] = await Promise.all([
    readParents(dialect, view, object),
    readChildren(dialect, view, object),
    readRelations(dialect, view, object),
    readHistory(dialect, view, object),
    gapsOf(runId),
    readAnnotations(dialect, view.sourceId, object),
  ]);
  const { name } = object;
  const concerns = ({ objectName }: Gap) => objectName === name || objectName.startsWith(`${name}.`);
  const [annotation = null] = annotations;
  return {
    ...{ ...view.resolved, object, annotation, description: descriptionOf(object, annotation) },
    ...{ parents, children, ...relations, history, gaps: gaps.filter(concerns) },
  };
}

/** What describes an object: what people say wins over the source's comment. */
function descriptionOf(
  { attributes }: ObjectRow,
  annotation: Annotation | null,
): ObjectDetail['description'] {
  const said = annotation?.description;
  if (said != null) return { text: said.value, wins: 'annotation' };
  const { comment } = attributes;
  return typeof comment === 'string' ? { text: comment, wins: 'comment' } : null;
}

interface EntryRow {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
}

/** The one object of a name in a state. */
export async function findObject(
  dialect: ReadDialect,
  view: ReadView,
  name: string,
  kind?: Kind,
): Promise<ObjectRow> {
  const kinds = kind === undefined ? ALL_KINDS : [kind];
  const entries = await dialect.rows<EntryRow>(
    'find an object',
    `SELECT kind, ${dialect.id('object_id')} AS id, name FROM ${dialect.table('object_entry')}
     WHERE source_id = $1 AND kind IN (${kinds.map((each) => `'${each}'`).join(', ')}) AND sort_key = $2 AND name = $3`,
    [view.sourceId, sortKeyOf(name), name],
  );
  const found = await Promise.all(entries.map(({ kind: of, id }) => readObject(dialect, view, of, id)));
  const objects = found.filter((object) => object !== null);
  // Statistics have the name of what they are about: they are meant only where nothing else is.
  const meant = objects.length > 1 ? objects.filter(({ kind: of }) => !of.endsWith('_statistics')) : objects;
  const [object, ...others] = meant;
  if (object === undefined) throw await noSuchObject(dialect, view, name, kinds);
  if (others.length === 0) return object;
  const names = ALL_KINDS.filter((each) => meant.some(({ kind: of }) => of === each));
  throw new SourceSenseError(
    'invalid_input',
    `${name} is the name of several objects: ${names.join(', ')}.`,
    {
      remedy: 'Say by its kind which one is meant.',
    },
  );
}

async function readObject(
  dialect: ReadDialect,
  { sourceId, runNumber }: ReadView,
  kind: Kind,
  objectId: string,
): Promise<ObjectRow | null> {
  const [row] = await dialect.rows<StoredObject>(
    `read a ${kind} object`,
    `SELECT ${entrySelection(dialect, kind)} FROM ${entriesWithVersions(dialect, kind, '$3')}
     WHERE e.source_id = $1 AND e.kind = '${kind}' AND e.object_id = $2`,
    [sourceId, objectId, runNumber],
  );
  return row === undefined ? null : toObject(dialect, kind, row);
}

async function noSuchObject(
  dialect: ReadDialect,
  { sourceId, resolved }: ReadView,
  name: string,
  kinds: readonly Kind[],
): Promise<SourceSenseError> {
  const [schema = ''] = name.split('.');
  const near = await dialect.rows<{ name: string }>(
    'find an object',
    `SELECT name FROM ${dialect.table('object_entry')}
     WHERE source_id = $1 AND kind IN (${kinds.map((each) => `'${each}'`).join(', ')})
       AND sort_key >= $2 AND sort_key < $3 AND closed_run IS NULL LIMIT 5000`,
    [sourceId, `${schema}.`, `${schema}/`],
  );
  const nearest = nearestName(
    name,
    near.map((entry) => entry.name),
  );
  const of = kinds.length === 1 ? `${kinds[0] ?? ''} ` : 'object ';
  return new SourceSenseError(
    'invalid_input',
    `${resolved.source} had no ${of}called ${name} when run ${resolved.runId} read it.`,
    {
      remedy:
        nearest === null
          ? 'Give the qualified name, such as schema.table.column; `sourcesense search` finds it by its words.'
          : `Did you mean ${nearest}?`,
    },
  );
}

/** From the outside to the inside. */
async function readParents(
  dialect: ReadDialect,
  { sourceId, runNumber }: ReadView,
  object: ObjectRow,
): Promise<ObjectReference[]> {
  const parents: ObjectReference[] = [];
  for (let next = object.parentId; next !== null;) {
    const entries: readonly EntryRow[] = await dialect.rows<EntryRow>(
      'read the parents of an object',
      `SELECT kind, ${dialect.id('object_id')} AS id, name, ${dialect.id('parent_id')} AS parent
       FROM ${dialect.table('object_entry')} WHERE source_id = $1 AND object_id = $2
       ORDER BY CASE WHEN version_run <= $3 AND (closed_run IS NULL OR closed_run > $3) THEN 0 ELSE 1 END, kind LIMIT 1`,
      [sourceId, next, runNumber],
    );
    const [entry] = entries;
    if (entry === undefined) break;
    parents.unshift({ kind: entry.kind, name: entry.name, objectId: entry.id });
    next = entry.parent;
  }
  return parents;
}

async function readChildren(dialect: ReadDialect, view: ReadView, object: ObjectRow): Promise<Children[]> {
  const counts = await countChildren(dialect, view, object);
  const children = await Promise.all(
    ALL_KINDS.map(async (kind): Promise<Children | null> => {
      const objects = counts.get(kind) ?? 0;
      return objects === 0
        ? null
        : { kind, objects, first: await firstChildren(dialect, view, object, kind) };
    }),
  );
  return children.filter((each) => each !== null);
}

async function countChildren(
  dialect: ReadDialect,
  { sourceId, runNumber, resolved }: ReadView,
  { objectId }: ObjectRow,
): Promise<ReadonlyMap<Kind, number>> {
  const counted = await dialect.rows<{ kind: Kind; objects: bigint }>(
    'count what belongs to an object',
    `SELECT kind, count(*) AS objects FROM ${dialect.table('object_entry')}
     WHERE source_id = $1 AND parent_id = $2 ${resolved.isCurrent ? 'AND closed_run IS NULL' : ''} GROUP BY kind`,
    [sourceId, objectId],
  );
  if (resolved.isCurrent) return new Map(counted.map(({ kind, objects }) => [kind, Number(objects)]));
  const valid = counted.map(async ({ kind }) => {
    const [row] = await dialect.rows<{ objects: bigint }>(
      'count what belonged to an object',
      `SELECT count(*) AS objects FROM ${entriesWithVersions(dialect, kind, '$3')}
       WHERE e.source_id = $1 AND e.parent_id = $2 AND e.kind = '${kind}'`,
      [sourceId, objectId, runNumber],
    );
    return [kind, Number(row?.objects ?? 0)] as const;
  });
  return new Map(await Promise.all(valid));
}

/** By their names; columns in the order of their table. */
async function firstChildren(
  dialect: ReadDialect,
  { sourceId, runNumber }: ReadView,
  { objectId }: ObjectRow,
  kind: Kind,
): Promise<ObjectRow[]> {
  const isOrdered = kindDeclaration(kind).columns.some(({ name }) => name === 'ordinal_position');
  const rows = await dialect.rows<StoredObject>(
    'read what belongs to an object',
    `SELECT ${entrySelection(dialect, kind)} FROM ${entriesWithVersions(dialect, kind, '$3')}
     WHERE e.source_id = $1 AND e.parent_id = $2 AND e.kind = '${kind}'
     ORDER BY ${isOrdered ? 'v.ordinal_position, ' : ''}e.sort_key, e.object_id LIMIT ${FIRST_CHILDREN}`,
    [sourceId, objectId, runNumber],
  );
  return rows.map((row) => toObject(dialect, kind, row));
}
