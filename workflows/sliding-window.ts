/**
 * Runs `work` on each item, at most `size` at a time, in order. `proceed` is asked before each further item; once it
 * says no, or a piece of work fails, no new one begins. Returns how many items were begun, all of them ended.
 */
export async function slidingWindow<T>(
  items: readonly T[],
  size: number,
  work: (item: T) => Promise<void>,
  proceed: () => boolean,
): Promise<number> {
  let next = 0;
  let failed = false;
  const lane = async (): Promise<void> => {
    for (
      let item = items[next];
      item !== undefined && !failed && (next === 0 || proceed());
      item = items[next]
    ) {
      next += 1;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(size, items.length) }, lane));
  const failure = lanes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return next;
}
