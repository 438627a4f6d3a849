import type { ActivityScope } from './run-activity.js';

/**
 * Works on the items, `atOnce` of them at a time. When one fails the others are stopped through their signal and waited
 * for, so that nothing goes on behind the attempt that follows; then it fails as the first one did.
 */
export async function concurrently<T, R>(
  scope: ActivityScope,
  items: readonly T[],
  atOnce: number,
  work: (item: T, scope: ActivityScope) => Promise<R>,
): Promise<R[]> {
  const failed = new AbortController();
  const shared = { ...scope, signal: AbortSignal.any([scope.signal, failed.signal]) };
  const results: R[] = [];
  let failure: { readonly error: unknown } | undefined;
  const waiting = items.entries();
  const lane = async () => {
    for (const [index, item] of waiting) {
      if (failure !== undefined) return;
      try {
        results[index] = await work(item, shared);
      } catch (error) {
        failure ??= { error };
        failed.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  if (failure !== undefined) throw failure.error;
  return results;
}

/** Two different works at once, in the same way. */
export async function bothAtOnce<A, B>(
  scope: ActivityScope,
  first: (scope: ActivityScope) => Promise<A>,
  second: (scope: ActivityScope) => Promise<B>,
): Promise<[A, B]> {
  const works: readonly ((scope: ActivityScope) => Promise<A | B>)[] = [first, second];
  const results = await concurrently(scope, works, works.length, (work, shared) => work(shared));
  return results as [A, B];
}
