import { Context } from '@temporalio/activity';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import pg from 'pg';
import type { ActivityDeps } from '../../activities/deps.js';
import { withMethods } from '../../bench/stages/with-methods.js';
import type { Source } from '../../sources/source.js';
import type { ActivityName, FromWorker, Order, Phase, ToWorker } from './points.js';

/*
 * The fail points of a worker of the fault harness. None of them is in the program: they are put around what activities
 * work with, and each asks the harness, which has struck by the time it answers.
 */

let lastId = 0;
const waiting = new Map<number, (order: Order) => void>();

process.on('message', ({ id, order }: ToWorker) => {
  waiting.get(id)?.(order);
  waiting.delete(id);
});

export function tell(message: FromWorker): void {
  process.send?.(message);
}

/** Says that the activity has come to a phase, and goes on as it is told. Outside an activity it does nothing. */
async function reach(phase: Phase): Promise<void> {
  const info = currentActivity();
  if (info === undefined) return;
  const id = ++lastId;
  const answered = new Promise<Order>((resolve) => waiting.set(id, resolve));
  const { activityId, attempt, activityType, workflowExecution } = info;
  const activity = activityType as ActivityName;
  const executionId = workflowExecution?.runId ?? '';
  tell({ point: { id, executionId, activity, phase, activityId, attempt } });
  await follow(await answered);
}

function currentActivity() {
  try {
    return Context.current().info;
  } catch {
    return undefined;
  }
}

async function follow(order: Order): Promise<void> {
  switch (order.kind) {
    case 'go on':
      return;
    case 'fail':
      throw new Error(order.message);
    case 'hang':
      await new Promise(() => undefined);
      return;
    case 'block':
      for (const until = Date.now() + order.durationMs; Date.now() < until;);
      return;
    case 'exhaust memory':
      for (const taken: unknown[] = []; ;) taken.push(new Array(1e6).fill(taken.length));
  }
}

/** Once the first item has passed. */
async function* reachingDuring<T>(items: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  let isFirst = true;
  for await (const item of items) {
    yield item;
    if (isFirst) await reach('during');
    isFirst = false;
  }
}

/** `before` and `after`: around the bodies of all activities. */
export const activityPoints: ActivityInterceptorsFactory = () => ({
  inbound: {
    execute: async (input, next) => {
      await reach('before');
      const result = await next(input);
      await reach('after');
      return result;
    },
  },
});

/** `during`: when the first bytes of an artifact, or the first rows that land, have passed, or the source has answered. */
export function withFailPoints(deps: ActivityDeps): ActivityDeps {
  const { store, catalog, source } = deps;
  return {
    ...deps,
    store: withMethods(store, {
      put: (key, content, options) => store.put(key, reachingDuring(content), options),
    }),
    catalog: withMethods(catalog, {
      land: (step, kinds, signal) =>
        catalog.land(
          step,
          kinds.map((kind) => ({ ...kind, batches: (columns) => reachingDuring(kind.batches(columns)) })),
          signal,
        ),
    }),
    source: async (connection) => askingDuring(await source(connection)),
  };
}

function askingDuring(source: Source): Source {
  return withMethods(source, {
    connect: async (context) => {
      const facts = await source.connect(context);
      await reach('during');
      return facts;
    },
    changesSince: async (...args) => {
      const changes = await source.changesSince(...args);
      await reach('during');
      return changes;
    },
  });
}

/** `commit` and `committed`: around the COMMIT of every transaction on the catalog's database. */
export function reachCommits(catalogUrl: string): void {
  const port = Number(new URL(catalogUrl).port);
  // What `pg` declares of it has nine overloads; ours is the one for a text that answers with a promise.
  const prototype = pg.Client.prototype as unknown as Record<'query', (...args: unknown[]) => unknown>;
  const { query } = prototype;
  prototype.query = async function reaching(this: pg.Client, ...args: unknown[]): Promise<unknown> {
    await reach('commit');
    const result = await query.apply(this, args);
    await reach('committed');
    return result;
  };
  const reaching = prototype.query;
  prototype.query = function dispatch(this: pg.Client, ...args: unknown[]): unknown {
    const isCommit = args[0] === 'COMMIT' && this.port === port;
    return (isCommit ? reaching : query).apply(this, args);
  };
}
