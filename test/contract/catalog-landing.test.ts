import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { CatalogProvider, LandingKind } from '../../catalog/provider.js';
import {
  batchOf,
  createCatalog,
  landingOf,
  NEVER,
  publication,
  publishRows,
  reportCounts,
  schemas,
  type TestCatalog,
} from '../support/catalog-fixture.js';

let test: TestCatalog;
let catalog: CatalogProvider;
let behind: pg.Client;

beforeAll(async () => {
  test = await createCatalog();
  catalog = test.catalog;
  behind = new pg.Client(test.url);
  await behind.connect();
});
afterAll(async () => {
  await behind.end();
  await test[Symbol.asyncDispose]();
});

/** What a run left in the catalog besides its own row: rows by table, and the tables of its keys. */
async function tracesOf(runId: string): Promise<Record<string, number>> {
  const number = String((await catalog.getRun(runId))?.runNumber);
  const { rows } = await behind.query<{ name: string; column: string }>(
    `SELECT table_name AS name, column_name AS column FROM information_schema.columns
     WHERE table_schema = 'catalog' AND (column_name = 'run_number' AND table_name <> 'run'
       OR column_name = 'valid_from_run' AND table_name LIKE '%_version')`,
  );
  const traces: Record<string, number> = {};
  for (const { name, column } of rows) {
    const found = await behind.query(`SELECT FROM catalog."${name}" WHERE ${column} = ${number}`);
    if (found.rowCount !== null && found.rowCount > 0) traces[name] = found.rowCount;
  }
  const keys = await behind.query(`SELECT FROM pg_class WHERE relname = 'run_key_${number}'`);
  return { ...traces, ...(keys.rowCount === 1 && { keys: 1 }) };
}

const namesOf = async (source: string) =>
  (
    await behind.query<{ name: string }>(
      'SELECT schema_name AS name FROM catalog.schemas WHERE source_name = $1 ORDER BY 1',
      [source],
    )
  ).rows.map(({ name }) => name);

const step = (runId: string, epoch = 1, partitionId = 'database', reading = 1) => ({
  runId,
  partitionId,
  epoch,
  reading,
});

/** How many sessions of this database are in the given state. */
async function sessionsWhere(condition: string): Promise<number> {
  const { rows } = await behind.query<{ sessions: number }>(
    `SELECT count(*)::int AS sessions FROM pg_stat_activity a LEFT JOIN pg_stat_progress_copy c USING (pid)
     WHERE a.datname = current_database() AND ${condition}`,
  );
  return rows[0]?.sessions ?? 0;
}

async function untilActive(condition: string): Promise<void> {
  while ((await sessionsWhere(condition)) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Waits until the server is inside a COPY of this database, so that its locks are held. */
const untilCopying = () => untilActive('c.pid IS NOT NULL');

/** A landing that hands over one batch and then waits until it is released. */
function stalled(rows: string[]): { landing: LandingKind; reached: Promise<void>; release: () => void } {
  const events = new EventTarget();
  const happened = (name: string) =>
    new Promise<void>((resolve) => {
      events.addEventListener(name, () => {
        resolve();
      });
    });
  const reached = happened('reached');
  const released = happened('released');
  async function* batches() {
    yield batchOf('schema', schemas(...rows));
    events.dispatchEvent(new Event('reached'));
    await released;
  }
  return {
    landing: { kind: 'schema', digest: randomUUID(), batches },
    reached,
    release: () => {
      events.dispatchEvent(new Event('released'));
    },
  };
}

describe('Landing', () => {
  it('of a partition twice gives the same as once', async () => {
    await catalog.beginRun('twice', 'twice');
    const land = (epoch: number) =>
      catalog.land(step('twice', epoch), [landingOf('schema', schemas('a', 'b'))], NEVER);
    expect(await land(1)).toEqual({ schema: 2 });
    expect(await land(1)).toEqual({ schema: 2 });
    expect(await land(2)).toEqual({ schema: 2 });
    expect((await catalog.publish(publication('twice', { schema: 2 }))).changes).toEqual({
      added: 2,
      closed: 0,
      unchanged: 0,
    });
  });

  it('again, by a later attempt, of what has landed leaves it as it is', async () => {
    await catalog.beginRun('landed', 'landed');
    await catalog.land(step('landed'), [landingOf('schema', schemas('a'))], NEVER);
    const again = await catalog.land(step('landed', 2), [landingOf('schema', schemas('b', 'c'))], NEVER);
    expect(again).toEqual({ schema: 1 });
    await catalog.publish(publication('landed', { schema: 1 }));
    expect(await namesOf('landed')).toEqual(['a']);
  });

  it('of two artifacts of one kind is refused', async () => {
    await catalog.beginRun('parts', 'parts');
    const parts = [landingOf('schema', schemas('a')), landingOf('schema', schemas('b', 'c'))];
    await expect(catalog.land(step('parts'), parts, NEVER)).rejects.toThrow('two artifacts of one kind');
  });

  it('of partitions at once lands them all', async () => {
    await catalog.beginRun('parallel', 'parallel');
    const partitions = Array.from({ length: 12 }, (_, index) => `relations-${index}`);
    await Promise.all(
      partitions.map((partition) =>
        catalog.land(
          step('parallel', 1, partition),
          [landingOf('schema', schemas(partition))],
          new AbortController().signal,
        ),
      ),
    );
    await catalog.publish(publication('parallel', { schema: 12 }, partitions));
    expect(await namesOf('parallel')).toHaveLength(12);
  });

  it('refuses an attempt once a later one took over', async () => {
    await catalog.beginRun('fenced', 'fenced');
    await catalog.land(step('fenced', 2), [landingOf('schema', schemas('second'))], NEVER);
    const late = catalog.land(step('fenced', 1), [landingOf('schema', schemas('first'))], NEVER);
    await expect(late).rejects.toMatchObject({ category: 'fenced' });
    await catalog.publish(publication('fenced', { schema: 1 }));
    expect(await namesOf('fenced')).toEqual(['second']);
  });

  it('does not wait for a suspended attempt, which can neither commit nor hold up publishing', async () => {
    await catalog.beginRun('zombie', 'zombie');
    const zombie = stalled(['from the zombie']);
    const suspended = catalog.land(step('zombie', 1), [zombie.landing], NEVER);
    const outcome = suspended.catch((error: unknown) => error);
    await zombie.reached;
    await untilCopying();
    await catalog.land(step('zombie', 2), [landingOf('schema', schemas('kept'))], NEVER);
    await catalog.publish(publication('zombie', { schema: 1 }));
    zombie.release();
    expect(await outcome).toHaveProperty('category', expect.stringMatching(/fenced|store_unavailable/));
    expect(await namesOf('zombie')).toEqual(['kept']);
  });

  it('of an attempt that wakes before publishing is fenced', async () => {
    await catalog.beginRun('woken', 'woken');
    const zombie = stalled(['from the zombie']);
    const suspended = catalog.land(step('woken', 1), [zombie.landing], NEVER);
    await zombie.reached;
    await untilCopying();
    await catalog.land(step('woken', 2), [landingOf('schema', schemas('kept'))], NEVER);
    zombie.release();
    await expect(suspended).rejects.toMatchObject({ category: 'fenced' });
    await catalog.publish(publication('woken', { schema: 1 }));
    expect(await namesOf('woken')).toEqual(['kept']);
  });

  it('of an unknown, abandoned or published run is fenced', async () => {
    const { runId } = await publishRows(catalog, 'schema', schemas('a'), 'ended');
    await catalog.beginRun('ended-2', 'ended');
    await catalog.abandonRun('ended-2', 'failed', 'It broke.');
    for (const id of ['never begun', 'ended-2', runId]) {
      const late = catalog.land(step(id, 9), [landingOf('schema', schemas('b'))], NEVER);
      await expect(late).rejects.toMatchObject({ category: 'fenced' });
    }
  });

  it('stops at once when it is cancelled, and nothing of it remains', async () => {
    await catalog.beginRun('cancelled', 'cancelled');
    const controller = new AbortController();
    const slow = stalled(['half']);
    const landing = catalog.land(step('cancelled'), [slow.landing], controller.signal);
    await slow.reached;
    await untilCopying();
    const startedMs = Date.now();
    controller.abort();
    await expect(landing).rejects.toMatchObject({ category: 'cancelled' });
    expect(Date.now() - startedMs).toBeLessThan(2000);
    slow.release();
    await catalog.land(step('cancelled', 2), [landingOf('schema', schemas('whole'))], NEVER);
    await catalog.publish(publication('cancelled', { schema: 1 }));
    expect(await namesOf('cancelled')).toEqual(['whole']);
  });

  it('stops at once when it is cancelled while the server waits for a lock', async () => {
    await catalog.beginRun('locked', 'locked');
    await behind.query('BEGIN; LOCK TABLE catalog.schema_version IN ACCESS EXCLUSIVE MODE');
    const controller = new AbortController();
    const landing = catalog.land(step('locked'), [landingOf('schema', schemas('a'))], controller.signal);
    const outcome = landing.catch((error: unknown) => error);
    await untilActive("wait_event_type = 'Lock'");
    controller.abort();
    expect(await outcome).toMatchObject({ category: 'cancelled' });
    expect(await sessionsWhere("wait_event_type = 'Lock'")).toBe(0);
    await behind.query('ROLLBACK');
  });

  it('does not begin when it is cancelled already', async () => {
    await catalog.beginRun('too-late', 'too-late');
    const landing = catalog.land(step('too-late'), [landingOf('schema', schemas('a'))], AbortSignal.abort());
    await expect(landing).rejects.toMatchObject({ category: 'cancelled' });
  });

  it('passes on what reading the artifact threw, and nothing of it remains', async () => {
    await catalog.beginRun('broken', 'broken');
    async function* batches() {
      yield batchOf('schema', schemas('half'));
      await Promise.reject(new Error('The artifact is damaged.'));
    }
    const landing = catalog.land(step('broken'), [{ kind: 'schema', digest: 'x', batches }], NEVER);
    await expect(landing).rejects.toThrow('The artifact is damaged.');
    expect(
      (
        await behind.query(
          'SELECT landed FROM catalog.landing_step JOIN catalog.run USING (run_number) WHERE run_id = $1',
          ['broken'],
        )
      ).rows,
    ).toEqual([{ landed: null }]);
  });

  it('in which the server drops a row fails, of a first run and of a later one', async () => {
    await publishRows(catalog, 'enum_type', [{ type_name: 'old' }], 'losing-2');
    await behind.query(`
      CREATE FUNCTION public.lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
      CREATE TRIGGER lose BEFORE INSERT ON catalog.enum_type_version FOR EACH ROW
        WHEN (NEW.type_name = 'b') EXECUTE FUNCTION public.lose()`);
    for (const source of ['losing-1', 'losing-2']) {
      await catalog.beginRun(`${source}-run`, source);
      const rows = [{ type_name: 'a' }, { type_name: 'b' }];
      await expect(
        catalog.land(step(`${source}-run`), [landingOf('enum_type', rows)], NEVER),
      ).rejects.toMatchObject({
        category: 'incomplete',
        retryable: false,
        message: expect.stringContaining('enum_type: 2 extracted, 1 landed'),
      });
    }
    await behind.query('DROP TRIGGER lose ON catalog.enum_type_version; DROP FUNCTION public.lose()');
  });

  it('refuses a row that lacks a required value, once and for all', async () => {
    await catalog.beginRun('unfit', 'unfit');
    const landing = catalog.land(step('unfit'), [landingOf('schema', [{ owner: null }])], NEVER);
    await expect(landing).rejects.toMatchObject({
      category: 'incomplete',
      retryable: false,
      sqlState: '23502',
    });
  });

  it('keeps hostile text as it is', async () => {
    const hostile = [
      'tab\there',
      'line\nfeed\r\nreturn',
      'back\\slash \\N \\. \\x41',
      '\\N',
      '\\.',
      `"quoted" 'single' $$dollar$$`,
      `emoji ${String.fromCodePoint(0x1f600)} \u0001 \u00a0\u2028`,
      ' leading and trailing ',
      'x'.repeat(200_000),
    ];
    await catalog.beginRun('hostile', 'hostile');
    const rows = hostile.map((comment, index) => ({
      schema_name: `${index} ${comment.slice(0, 40)}`,
      comment,
      acl: JSON.stringify([{ grantee: comment }]),
    }));
    await catalog.land(step('hostile'), [landingOf('schema', rows)], NEVER);
    await catalog.publish(publication('hostile', { schema: rows.length }));
    const { rows: stored } = await behind.query<{ comment: string; grantee: string; schema_name: string }>(
      `SELECT comment, acl -> 0 ->> 'grantee' AS grantee, schema_name
       FROM catalog.schemas WHERE source_name = 'hostile' ORDER BY split_part(schema_name, ' ', 1)::int`,
    );
    expect(stored.map(({ comment }) => comment)).toEqual(hostile);
    expect(stored.map(({ grantee }) => grantee)).toEqual(hostile);
    expect(stored.map(({ schema_name }) => schema_name)).toEqual(rows.map(({ schema_name }) => schema_name));
  });

  it('keeps every type of value exactly', async () => {
    const row = {
      row_estimate: 0.1 + 0.2,
      heap_bytes: 9_223_372_036_854_775_807n,
      last_vacuum: 1_700_000_000_123_456n,
      live_rows: null,
    };
    await catalog.beginRun('types', 'types');
    await catalog.land(step('types'), [landingOf('table_statistics', [row])], NEVER);
    await catalog.publish(publication('types', { table_statistics: 1 }));
    const { rows } = await behind.query(
      `SELECT row_estimate, heap_bytes, (extract(epoch FROM last_vacuum) * 1000000)::bigint AS vacuum, live_rows
       FROM catalog.table_statistics WHERE source_name = 'types'`,
    );
    expect(rows).toEqual([
      {
        row_estimate: 0.1 + 0.2,
        heap_bytes: '9223372036854775807',
        vacuum: '1700000000123456',
        live_rows: null,
      },
    ]);
  });
});

describe('An abandoned run', () => {
  it('leaves no trace but its end', async () => {
    await publishRows(catalog, 'schema', schemas('published'), 'abandoned');
    await catalog.beginRun('abandoned', 'abandoned');
    await catalog.land(step('abandoned'), [landingOf('schema', schemas('a'))], NEVER);
    await reportCounts(catalog, 'abandoned', []);
    expect(await tracesOf('abandoned')).toEqual({
      schema_version: 1,
      landing_step: 1,
      step_report: 1,
      keys: 1,
    });
    await catalog.abandonRun('abandoned', 'cancelled', 'Somebody asked to stop.');
    await catalog.abandonRun('abandoned', 'failed', 'Too late to matter.');
    expect(await tracesOf('abandoned')).toEqual({});
    expect(await namesOf('abandoned')).toEqual(['published']);
    expect(await catalog.getRun('abandoned')).toMatchObject({
      status: 'cancelled',
      outcome: 'cancelled',
      message: 'Somebody asked to stop.',
    });
  });

  it('runs again from nothing when it is resumed', async () => {
    await catalog.beginRun('resumed', 'resumed');
    await catalog.land(step('resumed', 7), [landingOf('schema', schemas('a'))], NEVER);
    await catalog.abandonRun('resumed', 'failed', 'It broke.');
    await catalog.beginRun('resumed', 'resumed');
    expect(await catalog.getRun('resumed')).toMatchObject({
      status: 'running',
      outcome: null,
      endedAt: null,
    });
    await expect(catalog.publish(publication('resumed', { schema: 1 }))).rejects.toMatchObject({
      category: 'incomplete',
    });
    await catalog.land(step('resumed', 1), [landingOf('schema', schemas('b'))], NEVER);
    await catalog.publish(publication('resumed', { schema: 1 }));
    expect(await namesOf('resumed')).toEqual(['b']);
  });

  it('stays published when it is published, and unknown when it is unknown', async () => {
    const { runId } = await publishRows(catalog, 'schema', schemas('a'), 'kept');
    await catalog.abandonRun(runId, 'failed', 'Too late.');
    await catalog.abandonRun('never begun', 'failed', 'Never begun.');
    expect(await catalog.getRun(runId)).toMatchObject({ status: 'published', message: null });
    expect(await catalog.getRun('never begun')).toBeNull();
    expect(await namesOf('kept')).toEqual(['a']);
  });

  it('ends even while a suspended attempt is landing', async () => {
    await catalog.beginRun('held', 'held');
    const zombie = stalled(['a']);
    const outcome = catalog.land(step('held'), [zombie.landing], NEVER).catch((error: unknown) => error);
    await zombie.reached;
    await untilCopying();
    await catalog.abandonRun('held', 'cancelled', 'Somebody asked to stop.');
    zombie.release();
    expect(await outcome).toBeInstanceOf(Error);
  });
});
