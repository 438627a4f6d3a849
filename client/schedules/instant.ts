/** How a time is written, for messages. */
export const INSTANT_FORMAT =
  'a date (2026-01-31, from midnight in UTC) or a time with its zone (2026-01-31T12:00:00Z)';

/** A moment in ISO 8601; null for anything else, also for a time of day without its zone, which would be anybody's. */
export function parseInstant(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.test(text)) return null;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time;
}
