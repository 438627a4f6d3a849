/**
 * Reads side by side, results in the reads' order. When one fails, the others are stopped through their signal and waited
 * for, so that no session reads on behind the attempt that follows; then all fail as the first one did.
 */
export async function sideBySide<T>(reads: readonly ((stop: AbortSignal) => Promise<T>)[]): Promise<T[]> {
  const failed = new AbortController();
  const results = reads.map((read) =>
    read(failed.signal).catch((error: unknown) => {
      // Only the first reason counts: a further one changes nothing.
      failed.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(results);
  failed.signal.throwIfAborted();
  return Promise.all(results);
}
