import type { ActivityScope } from './run-activity.js';

/**
 * Works on all items at once. When one fails the others are stopped through their signal and waited for, so that nothing
 * goes on behind the attempt that follows; then it fails as the first one did.
 */
export async function concurrently<T, R>(
  scope: ActivityScope,
  items: readonly T[],
  work: (item: T, scope: ActivityScope) => Promise<R>,
): Promise<R[]> {
  const failed = new AbortController();
  const shared = { ...scope, signal: AbortSignal.any([scope.signal, failed.signal]) };
  const results: R[] = [];
  let failure: { readonly error: unknown } | undefined;
  await Promise.all(
    items.map(async (item, index) => {
      try {
        results[index] = await work(item, shared);
      } catch (error) {
        failure ??= { error };
        failed.abort();
      }
    }),
  );
  if (failure !== undefined) throw failure.error;
  return results;
}
