import { describe, expect, it } from '@jest/globals';
import type { CatalogProvider } from '../../catalog/provider.js';
import { type Gap, NO_COST } from '../../contracts/extraction.js';
import type { RunState } from '../../contracts/run-state.js';
import { landingOf, NEVER, publication, schemas, stepOf } from '../support/catalog-fixture.js';
import { PROVIDERS } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';

const STATE: RunState = {
  program: '1.2.3',
  identity: { timeline: '1' },
  fingerprint: 'f',
  extent: '7',
  partitionSize: 100,
  partitions: [],
  mode: { mode: 'full', reason: 'It was the first.' },
  unchangedKinds: ['table'],
  snapshot: '1:1:',
  firstReading: 1,
  conditions: 'all',
};
const FILTER = { exclude_schema: ['tmp_*'], include_kind: [] };
const DENIED: Gap = {
  kind: 'view',
  schemaName: 'a',
  objectName: 'a.v',
  status: 'denied',
  sqlState: '42501',
  reason: 'permission denied',
  remedy: null,
  objects: 1,
};

describe.each(PROVIDERS)('%s', (provider) => {
  let catalog: CatalogProvider;
  useCatalog(provider, (opened) => {
    catalog = opened.catalog;
  });

  /** A published run that found the gaps. */
  async function published(runId: string, source: string, gaps: readonly Gap[] = []): Promise<void> {
    await catalog.beginRun(runId, source);
    await catalog.recordState(runId, 1, STATE);
    await catalog.recordFilter(runId, FILTER);
    await catalog.land(stepOf(runId), [landingOf('schema', schemas('a'))], NEVER);
    const tallies = [{ kind: 'schema', schemaName: 'a', counted: 1, filtered: 0 }] as const;
    await catalog.report({ ...stepOf(runId), stage: 'all' }, { tallies, gaps, cost: NO_COST });
    await catalog.publish(publication(runId, { schema: 1 }));
  }

  describe("A run's state", () => {
    it('is what its latest attempt said, and null until then', async () => {
      await catalog.beginRun('own', 'own');
      expect(await catalog.runState('own')).toBeNull();
      await catalog.recordState('own', 2, STATE);
      await catalog.recordState('own', 1, { ...STATE, fingerprint: 'of a late attempt' });
      expect(await catalog.runState('own')).toMatchObject(STATE);
      expect(await catalog.runState('unknown')).toBeNull();
    });
  });

  describe('The run that a run is compared with', () => {
    it('is the one published before it began, with its state, its filter and what it could not read', async () => {
      const denied = { ...DENIED, objects: 0 };
      await published('first', 'shop', [denied]);
      await catalog.beginRun('second', 'shop');
      expect(await catalog.runBefore('second')).toMatchObject({
        runId: 'first',
        state: STATE,
        filter: FILTER,
        deniedKinds: ['view'],
        isWhole: true,
      });
    });

    it('is not whole where something failed, or a sum does not add up', async () => {
      await published('failed', 'failing', [{ ...DENIED, status: 'failed', objects: 0 }]);
      await catalog.beginRun('after-failed', 'failing');
      await published('torn', 'torn', [{ ...DENIED, objects: 5 }]);
      await catalog.beginRun('after-torn', 'torn');
      const before = [await catalog.runBefore('after-failed'), await catalog.runBefore('after-torn')];
      expect(before.map((found) => found?.isWhole)).toEqual([false, false]);
    });

    it('is none where nothing was published before, or it left no state', async () => {
      await catalog.beginRun('alone', 'alone');
      expect(await catalog.runBefore('alone')).toBeNull();
      await catalog.land(stepOf('alone'), [landingOf('schema', schemas('a'))], NEVER);
      await catalog.publish(publication('alone', { schema: 1 }));
      await catalog.beginRun('after-alone', 'alone');
      expect(await catalog.runBefore('after-alone')).toBeNull();
    });
  });
});
