import { SourceSenseError } from '../contracts/failure.js';

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `90s`, `30m`, `6h` or `1d` in milliseconds. Throws `invalid_input` for anything else. */
export function parseDuration(text: string): number {
  const [, amount, unit] = /^([1-9]\d{0,6})([smhd])$/.exec(text) ?? [];
  if (amount === undefined || unit === undefined) {
    throw new SourceSenseError('invalid_input', `"${text}" is not a duration.`, {
      remedy: 'Write a whole number and s, m, h or d: 90s, 30m, 6h, 1d.',
    });
  }
  return Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
}

/** A duration as `parseDuration` takes it, in the largest unit that leaves no rest: `6h`, `90s`. */
export function formatDurationText(durationMs: number): string {
  const units = Object.entries(UNIT_MS).reverse();
  const [unit, unitMs] = units.find(([, ms]) => durationMs % ms === 0) ?? ['s', UNIT_MS.s];
  return `${Math.round(durationMs / unitMs)}${unit}`;
}
