import { describe, expect, it } from '@jest/globals';
import { ApplicationFailure, Context } from '@temporalio/activity';
import type { PublishInput } from '../../catalog/provider.js';
import type { ExtractionProgress, ExtractionResult, SourceChanges } from '../../contracts/extraction.js';
import { ALL_KINDS, KINDS } from '../../contracts/kinds/index.js';
import { PROGRESS_QUERY } from '../../contracts/names.js';
import { FAKE_PUBLISHED, fakeActivities, UNCHANGED } from '../fakes/activities.js';
import { cancelToItsEnd, failureOf, workflowEnvironment } from '../support/workflow-environment.js';

const { withWorkers, start } = workflowEnvironment();

describe('metadataExtractionWorkflow', () => {
  it('runs every stage of every partition, then registers and publishes once', async () => {
    const registered = new Set<string>();
    const { activities, calls } = fakeActivities(3, {
      registerArtifacts: ({ artifacts }) => {
        for (const { key } of artifacts) registered.add(key);
        return Promise.resolve();
      },
    });
    const result: ExtractionResult = await withWorkers(activities, async () => (await start()).result());

    expect(calls[0]).toBe('connectDatabase');
    expect(calls[1]).toBe('discoverSchemas');
    expect(calls.slice(-3)).toEqual(['recountObjects', 'registerArtifacts', 'publishRun']);
    const count = (name: string) => calls.filter((call) => call === name).length;
    expect(count('extractColumns')).toBe(3);
    expect(count('extractObjects')).toBe(4); // The database's own partition has enum types.
    expect(count('transformMetadata')).toBe(4);
    expect(count('loadCatalog')).toBe(4);
    expect(count('abandonRun')).toBe(0);
    const extractedKinds = ALL_KINDS.filter((kind) => KINDS[kind].stage !== 'discoverSchemas');
    const perRelationPartition = extractedKinds.filter((kind) => KINDS[kind].scope === 'relation').length;
    const files = 2 * (3 * perRelationPartition + (extractedKinds.length - perRelationPartition));
    expect(registered.size).toBe(files);
    expect(result).toMatchObject({ outcome: 'completed', gaps: 0, artifacts: FAKE_PUBLISHED.artifacts });
  });

  it('answers getProgress with the stage, the partitions and the objects while it runs and after', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { activities } = fakeActivities(2, {
      publishRun: async () => {
        await held;
        return { ...FAKE_PUBLISHED, outcome: 'completed_with_gaps' };
      },
    });
    await withWorkers(activities, async () => {
      const handle = await start();
      const query = () => handle.query<ExtractionProgress>(PROGRESS_QUERY);
      let progress = await query();
      while (progress.stage !== 'publishRun') progress = await query();
      expect(progress).toMatchObject({ outcome: 'running', partitionsDone: 3, partitionsTotal: 3 });
      expect(progress.objects).toMatchObject({ column: 20, table: 20, enum_type: 10 });
      expect(Date.parse(progress.startedAt)).toBeGreaterThan(Date.now() - 60_000);

      release();
      await handle.result();
      expect(await query()).toMatchObject({ stage: 'done', outcome: 'completed_with_gaps' });
    });
  });

  it('shows source, stage and outcome as search attributes', async () => {
    const { activities } = fakeActivities(1);
    await withWorkers(activities, async () => {
      const handle = await start();
      await handle.result();
      const { typedSearchAttributes } = await handle.describe();
      const values = Object.fromEntries(
        typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]),
      );
      expect(values).toMatchObject({
        SourceSenseSource: 'fake',
        SourceSenseStage: 'done',
        SourceSenseOutcome: 'completed',
      });
    });
  });

  it('fails with the sentence of a permanent failure after one attempt, and abandons the run', async () => {
    const { activities, calls } = fakeActivities(1, {
      connectDatabase: () => {
        throw ApplicationFailure.nonRetryable('The password is wrong. Check it.', 'authentication');
      },
    });
    await withWorkers(activities, async () => {
      const failure = await failureOf((await start()).result());
      expect(failure).toMatchObject({ message: 'The password is wrong. Check it.', type: 'authentication' });
    });
    expect(calls).toEqual(['connectDatabase', 'abandonRun']);
  });

  it('does not retry a source that can not be reached at first contact', async () => {
    const { activities, calls } = fakeActivities(1, {
      connectDatabase: () => {
        throw ApplicationFailure.retryable('No answer.', 'unreachable');
      },
    });
    await withWorkers(activities, async () => {
      expect(await failureOf((await start()).result())).toMatchObject({ type: 'unreachable' });
    });
    expect(calls.filter((call) => call === 'connectDatabase')).toHaveLength(1);
  });

  it('retries a source that goes away later, and completes', async () => {
    let failures = 2;
    const { activities, calls } = fakeActivities(1);
    const extractColumns = activities.extractColumns;
    activities.extractColumns = (input) => {
      if (failures-- > 0)
        throw ApplicationFailure.retryable('The server is shutting down.', 'connection_lost');
      return extractColumns(input);
    };
    const result = await withWorkers(activities, async () => (await start()).result());
    expect(result.outcome).toBe('completed');
    expect(calls).not.toContain('abandonRun');
  });

  it('waits for its activities to stop when it is cancelled, then abandons the run', async () => {
    const order: string[] = [];
    let begun = (): void => undefined;
    const extracting = new Promise<void>((resolve) => (begun = resolve));
    const { activities } = fakeActivities(1, {
      extractColumns: async () => {
        begun();
        const beat = setInterval(() => {
          Context.current().heartbeat();
        }, 50);
        try {
          return await Context.current().cancelled;
        } finally {
          clearInterval(beat);
          order.push('extractColumns stopped');
        }
      },
      abandonRun: ({ outcome }) => {
        order.push(`abandonRun ${outcome}`);
        return Promise.resolve();
      },
    });
    await withWorkers(activities, async () => {
      const handle = await start();
      await extracting;
      await cancelToItsEnd(handle);
    });
    expect(order).toEqual(['extractColumns stopped', 'abandonRun cancelled']);
  });

  it('reads what changed meanwhile again, under a reading of its own, and publishes that', async () => {
    const changes = [{ ...UNCHANGED, changedPartitions: ['relations-0002'] }, UNCHANGED];
    const landed: string[] = [];
    const published: PublishInput[] = [];
    const { activities } = fakeActivities(2, {
      recountObjects: () => Promise.resolve(changes.shift() ?? UNCHANGED),
      loadCatalog: ({ partitionId, reading }) => {
        landed.push(`${partitionId} ${reading}`);
        return Promise.resolve({ rows: {} });
      },
      publishRun: (input) => {
        published.push(input);
        return Promise.resolve(FAKE_PUBLISHED);
      },
    });
    await withWorkers(activities, async () => (await start()).result());
    expect(landed.sort()).toEqual(['database 1', 'relations-0001 1', 'relations-0002 1', 'relations-0002 2']);
    expect(published[0]?.partitions).toEqual([
      { partitionId: 'database', reading: 1 },
      { partitionId: 'relations-0001', reading: 1 },
      { partitionId: 'relations-0002', reading: 2 },
    ]);
    expect(published[0]?.extracted).toMatchObject({ table: 20, column: 20 });
  });

  it('reads everything again when the counts do not add up and no relation shows a change', async () => {
    const changes: SourceChanges[] = [{ ...UNCHANGED, unsettledKinds: ['table', 'schema'] }];
    const { activities, calls } = fakeActivities(2, {
      recountObjects: () => Promise.resolve(changes.shift() ?? UNCHANGED),
    });
    await withWorkers(activities, async () => (await start()).result());
    expect(calls.filter((call) => call === 'loadCatalog')).toHaveLength(6);
  });

  it('gives up after three readings of what changes all the time, and says so in the last recount', async () => {
    const last: boolean[] = [];
    const { activities, calls } = fakeActivities(1, {
      recountObjects: ({ isLast }) => {
        last.push(isLast);
        return Promise.resolve({ ...UNCHANGED, changedPartitions: ['relations-0001'] });
      },
    });
    await withWorkers(activities, async () => (await start()).result());
    expect(last).toEqual([false, false, true]);
    expect(calls.filter((call) => call === 'extractTables')).toHaveLength(3);
    expect(calls.at(-1)).toBe('publishRun');
  });

  it('publishes nothing when a partition fails for good', async () => {
    const { activities, calls } = fakeActivities(3, {
      loadCatalog: () => {
        throw ApplicationFailure.nonRetryable('A newer attempt took over.', 'fenced');
      },
    });
    await withWorkers(activities, async () => {
      expect(await failureOf((await start()).result())).toMatchObject({ type: 'fenced' });
    });
    expect(calls).not.toContain('publishRun');
    expect(calls.at(-1)).toBe('abandonRun');
  });
});
