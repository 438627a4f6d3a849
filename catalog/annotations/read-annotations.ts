import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import type { Annotation, AnnotationField, Statement } from './annotations.js';
import type { ReadDialect } from '../reading/dialect.js';
import type { ObjectReference } from '../reading/read-model.js';

interface AnnotationRow {
  readonly kind: Kind;
  readonly objectId: string;
  readonly name: string;
  readonly field: AnnotationField;
  readonly value: string;
  readonly author: string;
  readonly setAt: unknown;
  readonly clearedBy: string | null;
  readonly clearedAt: unknown;
  readonly isCurrent: unknown;
}

/** What was ever said of objects, oldest first. */
export function annotationRows(
  dialect: ReadDialect,
  sourceId: bigint,
  condition: string,
  values: readonly unknown[] = [],
): Promise<readonly AnnotationRow[]> {
  return dialect.rows<AnnotationRow>(
    'read what people say of objects',
    `SELECT a.kind, ${dialect.id('a.object_id')} AS "objectId", coalesce(e.name, a.name) AS name, a.field, a.value, a.author,
            a.set_at AS "setAt", a.cleared_by AS "clearedBy", a.cleared_at AS "clearedAt",
            (e.object_id IS NOT NULL AND e.closed_run IS NULL) AS "isCurrent"
     FROM ${dialect.table('annotation')} a LEFT JOIN ${dialect.table('object_entry')} e
       ON e.source_id = a.source_id AND e.object_id = a.object_id AND e.kind = a.kind
     WHERE a.source_id = $1 ${condition} ORDER BY a.id`,
    [sourceId, ...values],
  );
}

export function statementOf(dialect: ReadDialect, { value, author, setAt }: AnnotationRow): Statement {
  return { value, author, setAt: dialect.date(setAt) };
}

/** What is said of the objects of a source, or of one of them. */
export async function readAnnotations(
  dialect: ReadDialect,
  sourceId: bigint,
  object?: Pick<ObjectReference, 'kind' | 'objectId'>,
): Promise<Annotation[]> {
  const rows = await annotationRows(
    dialect,
    sourceId,
    `AND a.cleared_at IS NULL ${object === undefined ? '' : 'AND a.object_id = $2 AND a.kind = $3'}`,
    object === undefined ? [] : [object.objectId, object.kind],
  );
  const byObject = new Map<string, AnnotationRow[]>();
  for (const row of rows) {
    const key = `${row.kind} ${row.objectId}`;
    byObject.set(key, [...(byObject.get(key) ?? []), row]);
  }
  const annotations = [...byObject.values()].flatMap((said) => {
    const [first] = said;
    return first === undefined ? [] : [annotationOf(dialect, first, said)];
  });
  const place = ({ kind }: Annotation) => ALL_KINDS.indexOf(kind);
  return annotations.sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
}

function annotationOf(
  dialect: ReadDialect,
  first: AnnotationRow,
  said: readonly AnnotationRow[],
): Annotation {
  const { kind, name, objectId } = first;
  const of = (field: AnnotationField) =>
    said.filter((row) => row.field === field).map((row) => statementOf(dialect, row));
  return {
    ...{ kind, name, objectId, isOrphaned: Number(first.isCurrent) === 0 },
    description: of('description')[0] ?? null,
    owner: of('owner')[0] ?? null,
    tags: of('tag').sort((a, b) => (a.value < b.value ? -1 : 1)),
  };
}
