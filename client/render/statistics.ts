import type { ColumnStatistics, Evidence, StatisticsReport, TableStatistics } from '../statistics.js';
import { formatAge, formatBytes, formatCount } from './quantities.js';
import { textTable } from './text-table.js';

/** Tables that are printed, largest first; `--json` has all. */
const TABLES_SHOWN = 100;

/** Statistics per table, and per column of those that were asked for by name; each with its source and age. */
export function renderStatistics(report: StatisticsReport, now: Date): string {
  const { tables, readAt } = report;
  if (tables.length === 0) return 'The run found no tables here.';
  const largestFirst = [...tables].sort((a, b) => bytesOf(b) - bytesOf(a));
  const shown = largestFirst.slice(0, TABLES_SHOWN);
  const hidden = tables.length - shown.length;
  const since = tables[0]?.activity.countedSince ?? null;
  const remark = [
    `Scans and dead rows: the server's counters, ${aged(readAt, now)}, counted for ${
      since === null ? 'an unknown time' : `${formatAge(readAt.getTime() - since.getTime())} at least`
    }.`,
    ...(hidden > 0
      ? [`${formatCount(hidden)} smaller tables are not shown; --schema and --table narrow, --json has all.`]
      : []),
  ];
  const columns = shown.flatMap((table) => (table.columns === undefined ? [] : [columnTable(table, now)]));
  return [tableTable(shown, now), remark.join('\n'), ...columns].join('\n\n');
}

const bytesOf = ({ size, toast }: TableStatistics) =>
  Number(size.heapBytes ?? 0n) + Number(size.indexBytes ?? 0n) + Number(toast.bytes ?? 0n);

function tableTable(tables: readonly TableStatistics[], now: Date): string {
  return textTable([
    [
      'TABLE',
      'ROWS',
      'SOURCE',
      'HEAP',
      'INDEXES',
      'SOURCE',
      'TOAST',
      'SEQ SCANS',
      'INDEX SCANS',
      'DEAD ROWS',
      'ANALYZED',
    ],
    ...tables.map(({ schemaName, tableName, rows, size, toast, activity, lastAnalyze }) => [
      `${schemaName}.${tableName}`,
      rows.estimate === null ? 'unknown' : `~${formatCount(rows.estimate)}`,
      obtained(rows, now),
      bytes(size.heapBytes),
      bytes(size.indexBytes),
      obtained(size, now),
      bytes(toast.bytes),
      count(activity.sequentialScans),
      count(activity.indexScans),
      count(activity.deadRows),
      lastAnalyze === null ? 'unknown' : aged(lastAnalyze, now),
    ]),
  ]);
}

function columnTable({ schemaName, tableName, columns = [] }: TableStatistics, now: Date): string {
  const rows = columns.map((column) => [
    `  ${column.columnName}${column.includesChildren ? ' (with children)' : ''}`,
    column.nullFraction === null ? 'unknown' : percent(column.nullFraction),
    distinct(column),
    column.averageWidthBytes === null ? 'unknown' : formatBytes(column.averageWidthBytes),
    column.correlation === null ? 'unknown' : column.correlation.toFixed(2),
    obtained(column, now),
  ]);
  const heads = ['  COLUMN', 'NULL', 'DISTINCT', 'WIDTH', 'CORRELATION', 'SOURCE'];
  return [`${schemaName}.${tableName}`, textTable([heads, ...rows])].join('\n');
}

/** `n_distinct` for people: a number, or the share of rows. */
function distinct({ distinctEstimate }: ColumnStatistics): string {
  if (distinctEstimate === null) return 'unknown';
  if (distinctEstimate === -1) return 'each row';
  if (distinctEstimate < 0) return `${percent(-distinctEstimate)} of rows`;
  return `~${formatCount(distinctEstimate)}`;
}

const percent = (fraction: number) => `${(fraction * 100).toFixed(fraction > 0 && fraction < 0.1 ? 1 : 0)} %`;
const bytes = (value: bigint | null) => (value === null ? 'unknown' : formatBytes(Number(value)));
const count = (value: bigint | null) => (value === null ? 'unknown' : formatCount(Number(value)));
const aged = (when: Date, now: Date) => `${formatAge(now.getTime() - when.getTime())} ago`;

/** `reltuples, 3 days ago`. What is not known needs no source. */
function obtained({ source, asOf }: Evidence, now: Date): string {
  if (source === 'unknown' || source === 'none') return '';
  return asOf === null ? source : `${source}, ${aged(asOf, now)}`;
}
