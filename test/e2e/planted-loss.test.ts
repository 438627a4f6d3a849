import { describe, expect, it } from '@jest/globals';
import { createSystem } from '../support/system.js';

describe('a row lost between extraction and landing', () => {
  it('turns the run red, and nothing of it becomes visible', async () => {
    await using system = await createSystem(18);
    await system.onSource('CREATE SCHEMA s; CREATE TABLE s.t (a int, b int, c int)');
    // Planted in the catalog: a row that vanishes as it lands.
    await system.queryCatalog(`
      CREATE FUNCTION public.skip() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW.column_name = 'b' THEN RETURN NULL; END IF; RETURN NEW; END $$`);
    await system.queryCatalog(
      'CREATE TRIGGER skip BEFORE INSERT ON catalog.column_version FOR EACH ROW EXECUTE FUNCTION public.skip()',
    );
    await system.startWorker();
    const handle = await system.start();
    await expect(handle.result()).rejects.toMatchObject({
      cause: { type: 'incomplete', message: expect.stringMatching(/column: 3 extracted, 2 landed/) },
    });
    expect(await system.catalog.getRun(handle.workflowId)).toMatchObject({ status: 'failed' });
    expect(await system.queryCatalog('SELECT 1 FROM catalog.schemas')).toEqual([]);
  }, 60_000);
});
