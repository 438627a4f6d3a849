/** The sample shop's only year of business: fixed, so that rows do not depend on the day they are made. */
export const OPENED_AT = Date.UTC(2024, 0, 1);
export const CLOSED_AT = Date.UTC(2025, 0, 1);

const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** A `timestamptz` literal, to the second. */
export function timestamp(epochMs: number): string {
  return new Date(Math.floor(epochMs / 1000) * 1000).toISOString();
}

/** A `date` literal. */
export function date(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

/** The moment of event number `index` (from 0) of `count` that are spread evenly over the year of business. */
export function momentInYear(index: number, count: number, jitter: number): number {
  return OPENED_AT + ((index + jitter) / count) * (CLOSED_AT - OPENED_AT);
}
