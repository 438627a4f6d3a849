import type { ActivityDeps } from './deps.js';
import type { StepWatch } from './step-watch.js';

/** What a step works with, its use watched: every call of the source, the artifact store and the catalog is an operation. */
export function watchedDeps(deps: ActivityDeps, watch: StepWatch): ActivityDeps {
  const { stalledAfterMs } = deps;
  return {
    ...deps,
    store: watched(deps.store, 'store', stalledAfterMs, watch),
    catalog: watched(deps.catalog, 'catalog', stalledAfterMs, watch),
    source: async (connection) => {
      const source = await watch.during(`source(${connection})`, stalledAfterMs, () =>
        deps.source(connection),
      );
      return watched(source, 'source', source.longestSilenceMs, watch);
    },
  };
}

/** The same part; a call that gives a promise is watched until it settles, one that iterates while a next item is awaited. */
function watched<T extends object>(part: T, partName: string, silenceMs: number, watch: StepWatch): T {
  return new Proxy(part, {
    get: (target, property) => {
      // Of the target itself: behind a proxy private fields are not found.
      const member: unknown = Reflect.get(target, property);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        const result: unknown = Reflect.apply(member, target, args);
        const name = `${partName}.${String(property)}(${subjects(args).join(', ')})`;
        if (isPromise(result)) return watch.during(name, silenceMs, () => result);
        return isAsyncIterable(result) ? watchedItems(result, name, silenceMs, watch) : result;
      };
    },
  });
}

async function* watchedItems<T>(
  items: AsyncIterable<T>,
  name: string,
  silenceMs: number,
  watch: StepWatch,
): AsyncGenerator<T, void, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      const next = await watch.during(name, silenceMs, () => iterator.next());
      ended = next.done === true;
      if (next.done === true) return;
      yield next.value;
    }
  } catch (error) {
    ended = true;
    throw error;
  } finally {
    if (!ended) await iterator.return?.();
  }
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** What a call is about: kinds, keys, runs and partitions. */
function subjects(args: readonly unknown[]): string[] {
  return args.flatMap((arg) => {
    if (typeof arg === 'string') return [arg.slice(0, 200)];
    const { partitionId } = (arg ?? {}) as { partitionId?: unknown };
    return typeof partitionId === 'string' ? [`partition ${partitionId}`] : [];
  });
}
