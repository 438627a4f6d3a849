import type { Kind } from '../../contracts/kinds/index.js';
import { ownNameColumn, sortKeyOf } from './searched-kinds.js';
import type { ReadDialect } from './dialect.js';
import type { ObjectDetail, ObjectRow } from './read-model.js';
import { entrySelection, isValid, type StoredObject, toObject } from './sql.js';
import type { ReadView } from './view.js';

/** Rows of each kind that are read of what names an object; a table that more depends on shows the first of them. */
const MAX_MENTIONS = 1000;

/** Kinds whose objects dependencies and privileges name as parts of a table. */
const PARTS: readonly Kind[] = ['column', 'table_constraint', 'foreign_key', 'trigger', 'rule', 'policy'];

type Relations = Pick<ObjectDetail, 'grants' | 'dependencies' | 'dependents' | 'referencedBy'>;

/** How dependencies and privileges call an object: by the name of its table and, of a part of one, its own. */
function calledBy({ kind, name, attributes }: ObjectRow): {
  readonly whole: string;
  readonly part: string | null;
} {
  if (!PARTS.includes(kind)) return { whole: name, part: null };
  const { schema_name: schema, table_name: table } = attributes;
  return { whole: `${String(schema)}.${String(table)}`, part: String(attributes[ownNameColumn(kind) ?? '']) };
}

/** What an object needs, what needs it, and who may use it. */
export async function readRelations(
  dialect: ReadDialect,
  view: ReadView,
  object: ObjectRow,
): Promise<Relations> {
  const { whole, part } = calledBy(object);
  const [edges, privileges, keys] = await Promise.all([
    readMentions(dialect, view, 'dependency', whole),
    readMentions(dialect, view, 'privilege', whole),
    part === null ? readMentions(dialect, view, 'foreign_key', whole) : [],
  ]);
  const isMeant = (side: 'dependent' | 'referenced') => (edge: ObjectRow) => {
    const { [`${side}_schema`]: schema, [`${side}_name`]: name, [`${side}_part`]: itsPart } = edge.attributes;
    const called = schema === null ? String(name) : `${String(schema)}.${String(name)}`;
    return called === whole && (part === null || itsPart === part);
  };
  return {
    grants: privileges.filter(({ attributes }) => part === null || attributes['column_name'] === part),
    dependencies: edges.filter(isMeant('dependent')),
    dependents: edges.filter(isMeant('referenced')),
    referencedBy: keys.filter(
      ({ attributes }) =>
        `${String(attributes['referenced_schema'])}.${String(attributes['referenced_table'])}` === whole,
    ),
  };
}

async function readMentions(
  dialect: ReadDialect,
  { sourceId, runNumber }: ReadView,
  kind: Kind,
  name: string,
): Promise<ObjectRow[]> {
  const rows = await dialect.rows<StoredObject>(
    `read what names ${name}`,
    `SELECT ${entrySelection(dialect, kind)}
     FROM ${dialect.table('object_mention')} m
     ${dialect.thenJoin} ${dialect.table('object_entry')} e
       ON e.source_id = m.source_id AND e.object_id = m.object_id AND e.kind = m.kind
     ${dialect.thenJoin} ${dialect.table(`${kind}_version`)} v
       ON v.source_id = e.source_id AND v.object_id = e.object_id AND ${isValid('v', '$3')}
     WHERE m.source_id = $1 AND m.mentioned = $2 AND m.kind = '${kind}'
     ORDER BY e.sort_key, e.object_id LIMIT ${MAX_MENTIONS}`,
    [sourceId, sortKeyOf(name), runNumber],
  );
  return rows.map((row) => toObject(dialect, kind, row));
}
