/**
 * Work per source of which this process does one at a time: whoever asks meanwhile waits here, rather than each in a session
 * of a pool that others need.
 */
export function oneAtATime<T>(work: (sourceId: bigint) => Promise<T>): (sourceId: bigint) => Promise<T> {
  const last = new Map<bigint, Promise<unknown>>();
  return (sourceId) => {
    const next = (last.get(sourceId) ?? Promise.resolve()).then(
      () => work(sourceId),
      () => work(sourceId),
    );
    last.set(sourceId, next);
    return next;
  };
}
