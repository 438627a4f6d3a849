import { readFile } from 'node:fs/promises';

/** What something returned, and how long it took on the wall clock. */
export interface Timed<T> {
  readonly result: T;
  readonly elapsedMs: number;
}

export async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const startedMs = performance.now();
  const result = await work();
  return { result, elapsedMs: performance.now() - startedMs };
}

/** The middle value, or the mean of the two in the middle. Throws `RangeError` for no values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError('There is no median of no values.');
  return (lower + upper) / 2;
}

/**
 * The most memory that a process has held since it started, in bytes: `VmHWM` of proc(5), the resident set with
 * everything the Temporal core holds outside of JavaScript. Null where there is no /proc.
 */
export async function peakMemoryBytes(pid: number): Promise<number | null> {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    return null;
  }
}

/**
 * The list begun one further at each round: each work is first as often as the others, so that a machine that slows
 * down or a cache that fills favours none of them.
 */
export function rotated<T>(items: readonly T[], round: number): T[] {
  const start = round % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
