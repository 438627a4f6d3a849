import { median } from './measure.js';

/** A table, its lines; figures stand on the right. */
export function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---:')), ...rows.map(line)];
}

/** The median, in seconds. */
export function seconds(milliseconds: readonly number[]): string {
  return `${(median(milliseconds) / 1000).toFixed(2)} s`;
}

/** The median, in microseconds. */
export function microseconds(milliseconds: readonly number[]): string {
  return `${(median(milliseconds) * 1000).toFixed(1)} µs`;
}

/** The median. */
export function ratio(ratios: readonly number[]): string {
  return `${median(ratios).toFixed(2)} x`;
}

/** The largest of all: a limit must hold always, not on average. */
export function megabytes(peaks: readonly (number | null)[]): string {
  const largest = Math.max(...peaks.map((bytes) => bytes ?? Number.NaN)) / 1e6;
  return Number.isNaN(largest) ? 'unknown' : `${largest.toFixed(0)} MB`;
}

export function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(0)} GiB`;
}
