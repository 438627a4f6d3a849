import type { Statement } from '../../catalog/annotations/annotations.js';
import type { ObjectDetail, ObjectHistory, ObjectRow } from '../../catalog/reading/read-model.js';
import { kindDeclaration } from '../../contracts/kinds/index.js';
import type { Terminal } from '../terminal.js';
import { chosenColumns, shownValue, stateOf } from './objects.js';
import { formatCount } from './quantities.js';
import { textTable } from './text-table.js';

/** Lines of each list that are printed; `--json` has more of them. */
const SHOWN = 20;

/** Everything about an object, a section each. */
export function renderObject(detail: ObjectDetail, colors: Terminal['colors']): string {
  const { object, parents, children, history, gaps } = detail;
  const place = parents.map(({ name }) => name).join(' > ');
  const sections = [
    `${colors.bold(object.name)}  ${object.kind}${place === '' ? '' : `  in ${place}`}`,
    renderDescription(detail),
    renderAttributes(object),
    ...children.map(({ kind, objects, first }) =>
      section(`${kindDeclaration(kind).plural} (${formatCount(objects)})`, rowsOf(first), objects),
    ),
    section('granted', detail.grants.map(grantLine)),
    section('needed by', detail.dependents.map(sideLine('dependent'))),
    section('needs', detail.dependencies.map(sideLine('referenced'))),
    section('referenced by', rowsOf(detail.referencedBy), detail.referencedBy.length),
    section('history', history.map(historyLine)),
    section(
      'could not be read',
      gaps.map(({ objectName, reason }) => `${objectName}: ${reason}`),
    ),
    stateOf(detail),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

/** What people say of it, with whether that wins over the source's comment, which is among the attributes. */
function renderDescription({ annotation, description: shown, object }: ObjectDetail): string {
  if (annotation === null) return '';
  const { description, owner, tags } = annotation;
  const by = ({ author, setAt }: Statement) => `(${author}, ${setAt.toISOString().slice(0, 10)})`;
  const { comment = null } = object.attributes;
  const wins = shown?.wins === 'annotation' && comment !== null && comment !== description?.value;
  const lines = [
    ...(description === null ? [] : [`${description.value} ${by(description)}`]),
    ...(wins ? ["Wins over the source's comment, which says otherwise."] : []),
    ...(owner === null ? [] : [`Owner: ${owner.value} ${by(owner)}`]),
    ...(tags.length === 0 ? [] : [`Tags: ${tags.map(({ value }) => value).join(', ')}`]),
  ];
  return lines.join('\n');
}

function renderAttributes({ kind, attributes }: ObjectRow): string {
  const { columns, identity } = kindDeclaration(kind);
  const rows = columns
    .filter(({ name }) => !identity.columns.includes(name) && attributes[name] !== null)
    .map((column) => [`  ${column.name}`, shownValue(column, attributes[column.name] ?? null)]);
  return rows.length === 0 ? '' : textTable(rows);
}

function section(title: string, lines: readonly string[], count = lines.length): string {
  if (lines.length === 0) return '';
  const hidden = count - Math.min(lines.length, SHOWN);
  const more = hidden > 0 ? [`  and ${formatCount(hidden)} more`] : [];
  return [title, ...lines.slice(0, SHOWN).map((line) => `  ${line}`), ...more].join('\n');
}

/** Objects of one kind, by the last part of their names. */
function rowsOf(objects: readonly ObjectRow[]): string[] {
  const [first] = objects;
  if (first === undefined) return [];
  const columns = chosenColumns(first.kind);
  return textTable(
    objects.map(({ name, attributes }) => [
      name,
      ...columns.map((column) => shownValue(column, attributes[column.name] ?? null)),
    ]),
  ).split('\n');
}

function grantLine({ attributes }: ObjectRow): string {
  const { privilege, grantee, grantor, column_name: column, is_grantable: isGrantable } = attributes;
  const on = column === null ? '' : ` on ${String(column)}`;
  return `${String(privilege)}${on} to ${String(grantee)} by ${String(grantor)}${isGrantable === true ? ', with grant option' : ''}`;
}

const sideLine =
  (side: 'dependent' | 'referenced') =>
  ({ attributes }: ObjectRow): string => {
    const names = [`${side}_schema`, `${side}_name`, `${side}_part`].map((name) => attributes[name] ?? '');
    return `${String(attributes[`${side}_kind`])} ${names.filter((name) => name !== '').join('.')}`;
  };

function historyLine({ fromRun, from, toRun, changes }: ObjectHistory): string {
  const since = from === null ? 'an earlier run' : `${from.toISOString()} ${fromRun ?? ''}`;
  const changed = changes.map(({ attribute }) => attribute).join(', ');
  return `${since}${changed === '' ? '' : `: ${changed} changed`}${toRun === null ? '' : ` (until ${toRun})`}`;
}
