import { performance } from 'node:perf_hooks';
import type { Question } from './questions.js';

/** What the questions of one class took, in milliseconds. */
export interface Timing {
  readonly questions: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** The 95th percentile of the CPU that they used, here and in the server; null where the system does not tell. */
  readonly cpuP95Ms: number | null;
  /** What was asked that took longest. */
  readonly slowest: string;
}

interface Asked {
  readonly what: string;
  readonly tookMs: number;
  readonly cpuMs: number;
}

const TIMES = 3;

/** Asks every question three times, one after another; the least time of each counts, and the least CPU. */
export async function measureQuestions(
  questions: readonly Question[],
  cpuMs: () => Promise<number | null>,
): Promise<Timing> {
  const asked: Asked[] = [];
  for (const { what, ask } of questions) {
    const times: { readonly tookMs: number; readonly cpuMs: number }[] = [];
    for (let time = 0; time < TIMES; time++) {
      const startedCpuMs = await cpuMs();
      const startedMs = performance.now();
      await ask();
      const tookMs = performance.now() - startedMs;
      times.push({ tookMs, cpuMs: ((await cpuMs()) ?? Number.NaN) - (startedCpuMs ?? Number.NaN) });
    }
    const least = (time: (each: (typeof times)[number]) => number) => Math.min(...times.map(time));
    asked.push({ what, tookMs: least(({ tookMs }) => tookMs), cpuMs: least((each) => each.cpuMs) });
  }
  const times = asked.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const cpuTimes = asked.map((each) => each.cpuMs).sort((a, b) => a - b);
  const cpuP95Ms = percentile(cpuTimes, 0.95);
  return {
    questions: questions.length,
    ...{ p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95), maxMs: percentile(times, 1) },
    cpuP95Ms: Number.isNaN(cpuP95Ms) ? null : cpuP95Ms,
    slowest: asked.find(({ tookMs }) => tookMs === times.at(-1))?.what ?? '',
  };
}

/** The smallest value that such a share of the values, given in their order, does not exceed. */
export function percentile(ordered: readonly number[], share: number): number {
  return ordered[Math.max(Math.ceil(ordered.length * share), 1) - 1] ?? Number.NaN;
}
