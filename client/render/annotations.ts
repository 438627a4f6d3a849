import type { Annotation, AnnotationRecord } from '../../catalog/annotations/annotations.js';
import { textTable } from './text-table.js';

const MAX_WIDTH = 60;

/** Objects that a file annotated one by one are not all worth a line each. */
const SHOWN = 20;

export function renderAnnotations(annotations: readonly Annotation[]): string {
  if (annotations.length === 0) return 'Nobody has said anything of these objects.';
  const rows = annotations.map(({ kind, name, isOrphaned, description, owner, tags }) => [
    ...[kind, `${name}${isOrphaned ? ' (gone)' : ''}`, owner?.value ?? ''],
    ...[tags.map(({ value }) => value).join(', '), inOneLine(description?.value ?? '')],
  ]);
  return textTable([['KIND', 'OBJECT', 'OWNER', 'TAGS', 'DESCRIPTION'], ...rows]);
}

export function renderAnnotated(annotations: readonly Annotation[]): string {
  const more = annotations.length > SHOWN ? `\nand ${annotations.length - SHOWN} more` : '';
  return `${renderAnnotations(annotations.slice(0, SHOWN))}${more}`;
}

export function renderRecords(records: readonly AnnotationRecord[]): string {
  if (records.length === 0) return 'Nobody has said anything of this object.';
  const rows = records.map(({ field, value, author, setAt, clearedBy, clearedAt }) => [
    ...[setAt.toISOString(), author, field, inOneLine(value)],
    clearedAt === null ? '' : `until ${clearedAt.toISOString()} by ${clearedBy ?? ''}`,
  ]);
  return textTable([['SINCE', 'AUTHOR', 'FIELD', 'VALUE', ''], ...rows]);
}

function inOneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > MAX_WIDTH ? `${line.slice(0, MAX_WIDTH - 1)}…` : line;
}
