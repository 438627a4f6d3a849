import { describe, expect, it } from '@jest/globals';
import { loadSampleDatabase } from '../../sample-db/load.js';
import { createSystem } from '../support/system.js';

describe('a second run', () => {
  it('of an unchanged source adds no version, and of a changed one adds just what changed', async () => {
    await using system = await createSystem(18);
    await loadSampleDatabase(system.sourceUrl);
    await system.startWorker();
    const first = await (await system.start()).result();
    expect(first.changes).toMatchObject({ closed: 0, unchanged: 0 });

    const versions = () =>
      system.queryCatalog<{ kind: string }>(
        `SELECT 'columns' AS kind, object_id, valid_from_run FROM catalog.column_version
         UNION ALL SELECT 'tables', object_id, valid_from_run FROM catalog.table_version
         UNION ALL SELECT 'indexes', object_id, valid_from_run FROM catalog.index_version
         UNION ALL SELECT 'foreign keys', object_id, valid_from_run FROM catalog.foreign_key_version ORDER BY 1, 2, 3`,
      );
    const before = await versions();
    const second = await (await system.start()).result();
    expect(second.outcome).toBe('completed');
    // What has not changed lands by its digest alone, without a row being read.
    const landed = await system.queryCatalog<{ kind: string; same: boolean }>(
      `SELECT artifact->>'kind' AS kind, bool_and((artifact->>'same')::boolean) AS same
       FROM catalog.landing_step, jsonb_array_elements(landed) AS artifact GROUP BY 1 ORDER BY 1`,
    );
    expect(landed.filter(({ same }) => !same)).toEqual([]);
    expect(await versions()).toEqual(before);
    expect(second.changes.unchanged).toBeGreaterThan(before.length);

    await system.onSource(`COMMENT ON COLUMN ecommerce.users.email IS 'changed'`);
    await (await system.start()).result();
    const changed = await system.queryCatalog<{ comment: string; valid_to_run: string | null }>(
      `SELECT comment, valid_to_run FROM catalog.column_version
       WHERE schema_name = 'ecommerce' AND table_name = 'users' AND column_name = 'email' ORDER BY valid_from_run`,
    );
    expect(changed).toHaveLength(2);
    expect(changed.map(({ valid_to_run }) => valid_to_run === null)).toEqual([false, true]);
    expect(changed[1]?.comment).toBe('changed');
    expect(await versions()).toHaveLength(before.length + 1);
  }, 120_000);
});
