/** The items until the signal is aborted; then it throws at once, without waiting for whoever makes them. */
export async function* untilAborted<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(new Error('The work was stopped.'));
    };
  });
  aborted.catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  let ended = false;
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted]);
      ended = next.done === true;
      if (ended) return;
      yield next.value as T;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    if (!ended) void iterator.return?.().catch(() => undefined);
  }
}
