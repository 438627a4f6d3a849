import { ALL_KINDS, type Kind, kindDeclaration } from '../contracts/kinds/index.js';

/** A column of a table, as the data dictionary knows it. */
export interface DiagramColumn {
  readonly name: string;
  readonly type: string;
}

/** A table with its columns; `key` names those of its primary key. */
export interface DiagramTable {
  readonly name: string;
  readonly columns: readonly DiagramColumn[];
  readonly key: readonly string[];
}

/** What a column refers to by its name, in every table but the one named. */
const REFERENCES: Readonly<Record<string, string>> = {
  source_id: 'source',
  ...{ run_number: 'run', run_id: 'run', base_run: 'run', published_run: 'run' },
  ...{ valid_from_run: 'run', valid_to_run: 'run' },
};

/** The Mermaid diagram of tables, each reference once: https://mermaid.js.org/syntax/entityRelationshipDiagram.html. */
export function tableDiagram(tables: readonly DiagramTable[]): string {
  const names = new Set(tables.map(({ name }) => name));
  const entities = tables.map(({ name, columns, key }) => {
    const lines = columns.map(
      (column) => `    ${column.type.replaceAll(/\W+/g, '_')} ${column.name}${marks(name, column, key)}`,
    );
    return [`  ${name} {`, ...lines, '  }'].join('\n');
  });
  const relations = tables.flatMap(({ name, columns }) =>
    columns.flatMap((column) => {
      const target = referenceOf(name, column);
      return target === null || !names.has(target) ? [] : [`  ${target} ||--o{ ${name} : "${column.name}"`];
    }),
  );
  return mermaid([...entities, ...relations]);
}

function referenceOf(table: string, { name }: DiagramColumn): string | null {
  const target = REFERENCES[name] ?? null;
  const isOwnKey = target === table && (name === 'run_number' || name === 'run_id');
  return isOwnKey ? null : target;
}

function marks(table: string, column: DiagramColumn, key: readonly string[]): string {
  const found = [
    ...(key.includes(column.name) ? ['PK'] : []),
    ...(referenceOf(table, column) === null ? [] : ['FK']),
  ];
  return found.length === 0 ? '' : ` ${found.join(', ')}`;
}

/** The Mermaid diagram of the object kinds: what belongs to what by `parent_id`. */
export function kindDiagram(): string {
  return mermaid(
    ALL_KINDS.map((kind) => {
      const parent = parentOf(kind);
      return parent === null ? `  ${kind}` : `  ${parent} ||--o{ ${kind} : "parent_id"`;
    }),
  );
}

/** The first kind of the parent's namespace: what belongs to tables may belong to other relations too. */
function parentOf(kind: Kind): Kind | null {
  const { parent } = kindDeclaration(kind);
  if (parent === null) return null;
  return ALL_KINDS.find((other) => kindDeclaration(other).identity.namespace === parent.namespace) ?? null;
}

function mermaid(lines: readonly string[]): string {
  return ['```mermaid', 'erDiagram', ...lines, '```'].join('\n');
}
