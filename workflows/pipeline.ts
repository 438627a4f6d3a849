import { slidingWindow } from './sliding-window.js';

/** How many items are in each half of the pipeline at once. */
export interface PipelineWidth {
  readonly reading: number;
  readonly landing: number;
}

/** The two halves of the work on an item. */
export interface PipelineWork<T, R> {
  readonly read: (item: T) => Promise<R>;
  readonly land: (item: T, read: R) => Promise<void>;
}

/**
 * Reads the items in order and lands each as soon as it has been read, while further ones are read: so many in each half
 * at once, those that were read and wait to land counting as being read. `proceed` is asked before each further item;
 * once it says no, or a piece of work fails, no new one begins. Returns how many items were begun, all of them landed;
 * throws what failed first, when all else has ended.
 */
export async function pipeline<T, R>(
  items: readonly T[],
  width: PipelineWidth,
  { read, land }: PipelineWork<T, R>,
  proceed: () => boolean,
): Promise<number> {
  const landing = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const fail = (error: unknown) => {
    failures.push(error);
  };
  const work = async (item: T): Promise<void> => {
    const result = await read(item);
    while (landing.size >= width.landing) await Promise.race(landing);
    if (failures.length > 0) return;
    const landed = land(item, result)
      .catch(fail)
      .finally(() => landing.delete(landed));
    landing.add(landed);
  };
  const goesOn = () => failures.length === 0 && proceed();
  const begun = await slidingWindow(items, width.reading, work, goesOn).catch(fail);
  await Promise.all(landing);
  if (failures.length > 0) throw failures[0];
  return begun ?? 0;
}
