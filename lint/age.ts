const MICROSECONDS_A_DAY = 86_400_000_000;

/** Days from a timestamp of the catalog, in microseconds, to the time at which it was read. */
export function daysSince(timestamp: bigint, readAt: Date): number {
  return (readAt.getTime() * 1000 - Number(timestamp)) / MICROSECONDS_A_DAY;
}
