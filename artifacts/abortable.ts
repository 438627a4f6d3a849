/**
 * The same items until the signal is aborted, then its reason is thrown, even while the next item is awaited. The
 * source is told to stop in any case.
 */
export async function* abortable<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void, undefined> {
  if (signal === undefined) {
    yield* source;
    return;
  }
  signal.throwIfAborted();
  const iterator = source[Symbol.asyncIterator]();
  const { promise: aborted, reject } = rejectable();
  const onAbort = () => {
    reject(signal.reason);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  let ended = false;
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted]);
      if (next.done === true) {
        ended = true;
        return;
      }
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    if (!ended) {
      const returned = iterator.return?.().then(ignore, ignore);
      // After an abort it is not awaited: a generator that hangs in an await of its own would never answer.
      if (!signal.aborted) await returned;
    }
  }
}

const ignore = (): void => undefined;

function rejectable(): { promise: Promise<never>; reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = ignore;
  const promise = new Promise<never>((_, rejectPromise) => {
    reject = rejectPromise;
  });
  // Handled here too, since nobody may be waiting when the signal comes.
  promise.catch(ignore);
  return { promise, reject };
}
