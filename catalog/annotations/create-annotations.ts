import { SourceSenseError } from '../../contracts/failure.js';
import type {
  Annotation,
  AnnotationChange,
  AnnotationField,
  AnnotationRecord,
  AnnotationStore,
} from './annotations.js';
import { annotationRows, readAnnotations, statementOf } from './read-annotations.js';
import { findObject } from '../reading/detail.js';
import type { ReadDialect, WriteStatement } from '../reading/dialect.js';
import type { ObjectReference } from '../reading/read-model.js';
import { openView, type ReadView } from '../reading/view.js';

/** Characters of a description; of an owner or a tag. */
const MAX_LENGTH = { description: 10_000, owner: 200, tag: 200 } as const;

/** The annotations of a provider's database. */
export function createAnnotations(dialect: ReadDialect): AnnotationStore {
  return {
    annotate: async (source, changes, author) => {
      const view = await openView(dialect, { source });
      if (author.trim() === '') throw invalid('Nobody is named as the author.', 'Give --author.');
      const objects: ObjectReference[] = [];
      const statements: WriteStatement[] = [];
      for (const change of changes) {
        const object = await annotatedObject(dialect, view, change);
        objects.push(object);
        statements.push(...statementsOf(dialect, view, object, checked(change), author));
      }
      await dialect.write(`annotate ${source}`, statements);
      const all = await readAnnotations(dialect, view.sourceId);
      const said = new Map(all.map((annotation) => [keyOf(annotation), annotation]));
      return objects.map((object) => said.get(keyOf(object)) ?? nothingOf(object));
    },
    listAnnotations: async (source) =>
      readAnnotations(dialect, (await openView(dialect, { source })).sourceId),
    annotationHistory: async (source, name, kind) => {
      const view = await openView(dialect, { source });
      const object = await annotatedObject(dialect, view, { name, ...(kind !== undefined && { kind }) });
      const rows = await annotationRows(dialect, view.sourceId, `AND a.object_id = $2 AND a.kind = $3`, [
        object.objectId,
        object.kind,
      ]);
      return rows.map((row): AnnotationRecord => ({
        ...{ field: row.field, ...statementOf(dialect, row), clearedBy: row.clearedBy },
        clearedAt: row.clearedAt === null ? null : dialect.date(row.clearedAt),
      }));
    },
  };
}

const keyOf = ({ kind, objectId }: Pick<ObjectReference, 'kind' | 'objectId'>) => `${kind} ${objectId}`;

const nothingOf = ({ kind, name, objectId }: ObjectReference): Annotation => ({
  ...{ kind, name, objectId, isOrphaned: false, description: null, owner: null, tags: [] },
});

const invalid = (message: string, remedy: string) =>
  new SourceSenseError('invalid_input', message, { remedy });

/** The change with its texts trimmed. Throws `invalid_input` for texts that can't be kept. */
function checked(change: AnnotationChange): AnnotationChange {
  const check = (field: AnnotationField, text: string) => {
    const value = text.trim();
    if (value === '' || value.includes('\0') || value.length > MAX_LENGTH[field]) {
      const remedy = `Give 1 to ${MAX_LENGTH[field]} characters.`;
      throw invalid(`The ${field} of ${change.name} can't be "${value.slice(0, 40)}".`, remedy);
    }
    return value;
  };
  const { description, owner, addTags } = change;
  return {
    ...change,
    ...(description != null && { description: check('description', description) }),
    ...(owner != null && { owner: check('owner', owner) }),
    ...(addTags && { addTags: [...new Set(addTags.map((tag) => check('tag', tag)))] }),
  };
}

/** The object of a change: of the current state, or else one of that name of which something is still said. */
async function annotatedObject(
  dialect: ReadDialect,
  view: ReadView,
  { name, kind }: Pick<AnnotationChange, 'name' | 'kind'>,
): Promise<ObjectReference> {
  try {
    return await findObject(dialect, view, name, kind);
  } catch (error) {
    const all = await readAnnotations(dialect, view.sourceId);
    const [orphan] = all.filter(
      (known) => known.name === name && (kind === undefined || known.kind === kind),
    );
    if (orphan?.isOrphaned !== true) throw error;
    return orphan;
  }
}

/** What makes a change: what it replaces is ended, what is the same stays as it was said first. */
function statementsOf(
  { table }: ReadDialect,
  { sourceId }: ReadView,
  { kind, objectId, name }: ObjectReference,
  change: AnnotationChange,
  author: string,
): WriteStatement[] {
  const key = [sourceId, objectId, kind] as const;
  const end = (condition: string, ...values: readonly string[]): WriteStatement => ({
    sql: `UPDATE ${table('annotation')} SET cleared_by = $4, cleared_at = {now}
          WHERE source_id = $1 AND object_id = $2 AND kind = $3 AND cleared_at IS NULL AND ${condition}`,
    values: [...key, author, ...values],
  });
  const add = (field: AnnotationField, value: string): WriteStatement => ({
    sql: `INSERT INTO ${table('annotation')} (source_id, object_id, kind, author, name, field, value)
          VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    values: [...key, author, name, field, value],
  });
  const single = (field: 'description' | 'owner', value: string | null | undefined): WriteStatement[] => {
    if (value === undefined) return [];
    if (value === null) return [end('field = $5', field)];
    return [end('field = $5 AND value <> $6', field, value), add(field, value)];
  };
  return [
    ...single('description', change.description),
    ...single('owner', change.owner),
    ...(change.removeAllTags === true ? [end(`field = 'tag'`)] : []),
    ...(change.removeTags ?? []).map((tag) => end(`field = 'tag' AND value = $5`, tag)),
    ...(change.addTags ?? []).map((tag) => add('tag', tag)),
  ];
}
