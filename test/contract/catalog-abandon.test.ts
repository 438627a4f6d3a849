import { describe, expect, it } from '@jest/globals';
import type { CatalogProvider } from '../../catalog/provider.js';
import {
  currentSchemas,
  landingOf,
  NEVER,
  publication,
  publishRows,
  reportCounts,
  schemas,
  stalled,
  stepOf,
} from '../support/catalog-fixture.js';
import { PROVIDERS, type TestCatalog } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';

describe.each(PROVIDERS)('%s', (provider) => {
  let test: TestCatalog;
  let catalog: CatalogProvider;
  useCatalog(provider, (opened) => {
    test = opened;
    catalog = opened.catalog;
  });

  const namesOf = (source: string) => currentSchemas(test, source);

  describe('An abandoned run', () => {
    it('leaves no trace but its end and what its steps said, for when it is resumed', async () => {
      await publishRows(catalog, 'schema', schemas('published'), 'abandoned');
      await catalog.beginRun('abandoned', 'abandoned');
      await catalog.land(stepOf('abandoned'), [landingOf('schema', schemas('a'))], NEVER);
      await reportCounts(catalog, 'abandoned', []);
      expect(await test.tracesOf('abandoned')).toEqual({
        schema_version: 1,
        landing_step: 1,
        step_report: 1,
        keys: 1,
      });
      await catalog.abandonRun('abandoned', 'cancelled', 'Somebody asked to stop.');
      await catalog.abandonRun('abandoned', 'failed', 'Too late to matter.');
      expect(await test.tracesOf('abandoned')).toEqual({ step_report: 1 });
      expect(await namesOf('abandoned')).toEqual(['published']);
      expect(await catalog.getRun('abandoned')).toMatchObject({
        status: 'cancelled',
        outcome: 'cancelled',
        message: 'Somebody asked to stop.',
      });
    });

    it('runs again from nothing when it is resumed', async () => {
      await catalog.beginRun('resumed', 'resumed');
      await catalog.land(stepOf('resumed', 7), [landingOf('schema', schemas('a'))], NEVER);
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
      await catalog.land(stepOf('resumed', 1), [landingOf('schema', schemas('b'))], NEVER);
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
      const outcome = catalog.land(stepOf('held'), [zombie.landing], NEVER).catch((error: unknown) => error);
      await zombie.reached;
      await test.untilLanding();
      await catalog.abandonRun('held', 'cancelled', 'Somebody asked to stop.');
      zombie.release();
      expect(await outcome).toBeInstanceOf(Error);
    });
  });
});
