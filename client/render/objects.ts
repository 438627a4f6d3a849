import type { KindCount, ObjectPage, ResolvedView, SearchHit } from '../../catalog/reading/read-model.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn, Value } from '../../contracts/kinds/kind.js';
import { nearestName } from '../../contracts/nearest-name.js';
import { formatCount } from './quantities.js';
import { textTable } from './text-table.js';

/** Attributes shown besides the name unless others are asked for; the first that a kind declares, and its comment. */
const SHOWN_ATTRIBUTES = 3;
const MAX_WIDTH = 60;

/** What tells most about an object, for kinds of which that is not what they declare first. */
const TELLING: Partial<Readonly<Record<Kind, readonly string[]>>> = {
  column: ['data_type', 'is_nullable', 'default_expression'],
  table_constraint: ['constraint_type', 'definition'],
  foreign_key: ['columns', 'referenced_schema', 'referenced_table', 'referenced_columns'],
  index: ['is_unique', 'definition'],
  routine: ['routine_type', 'result', 'language'],
};

/** The attributes of a kind to be shown: those named, or the first of it. Throws `invalid_input` for unknown ones. */
export function chosenColumns(kind: Kind, names?: string): readonly KindColumn[] {
  const { columns, identity } = kindDeclaration(kind);
  if (names !== undefined) {
    return names.split(',').map((name) => {
      const column = columns.find((known) => known.name === name.trim());
      if (column !== undefined) return column;
      const known = columns.map((each) => each.name);
      throw new SourceSenseError('invalid_input', `Kind ${kind} has no attribute ${name}.`, {
        remedy: `Name some of ${[nearestName(name, known), ...known].filter((each) => each !== null).join(', ')}.`,
      });
    });
  }
  const comment = columns.filter(({ name }) => name === 'comment');
  const telling = TELLING[kind]?.flatMap((name) => columns.filter((column) => column.name === name));
  if (telling !== undefined) return [...telling, ...comment];
  const own = columns.filter(
    ({ name, type }) => !identity.columns.includes(name) && type !== 'json' && name !== 'comment',
  );
  return [...own.slice(0, SHOWN_ATTRIBUTES), ...comment];
}

/** A value in one line. */
export function shownValue({ type }: KindColumn, value: Value): string {
  if (value === null) return '';
  const text = type === 'timestamp' ? new Date(Number(BigInt(value) / 1000n)).toISOString() : String(value);
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > MAX_WIDTH ? `${line.slice(0, MAX_WIDTH - 1)}…` : line;
}

export function renderPage({ objects, cursor, ...view }: ObjectPage, columns: readonly KindColumn[]): string {
  if (objects.length === 0) return `There is no such object. ${stateOf(view)}`;
  const rows = objects.map(({ name, attributes }) => [
    name,
    ...columns.map((column) => shownValue(column, attributes[column.name] ?? null)),
  ]);
  const head = ['NAME', ...columns.map(({ name }) => name.toUpperCase())];
  const more = cursor === null ? '' : `\nMore: --after ${cursor}`;
  return `${textTable([head, ...rows])}\n\n${stateOf(view)}${more}`;
}

export function renderCounts({
  kinds,
  ...view
}: ResolvedView & { readonly kinds: readonly KindCount[] }): string {
  const rows = kinds.map(({ kind, objects }) => [kind, formatCount(objects)]);
  return `${textTable([['KIND', 'OBJECTS'], ...rows])}\n\n${stateOf(view)}`;
}

export function renderHits(hits: readonly SearchHit[]): string {
  if (hits.length === 0) return 'Nothing has these words.';
  const rows = hits.map(({ source, kind, name, match, comment }) => [
    ...[source, kind, name, match],
    shownValue({ name: 'comment', type: 'text', nullable: true, doc: '' }, comment),
  ]);
  return textTable([['SOURCE', 'KIND', 'NAME', 'MATCH', 'COMMENT'], ...rows]);
}

/** Which state of the source was read. */
export function stateOf({ runId, publishedAt, isCurrent }: ResolvedView): string {
  return `${isCurrent ? 'Current state' : 'A past state'}: run ${runId}, ${publishedAt.toISOString()}.`;
}
