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
