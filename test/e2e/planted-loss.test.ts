import { describe, expect, it } from '@jest/globals';
import { createSystem } from '../support/system.js';

describe('a row lost between extraction and landing', () => {
  it('turns the run red, and nothing of it becomes visible', async () => {
    await using system = await createSystem(18);
    await system.onSource('CREATE SCHEMA s; CREATE TABLE s.t (a int, b int, c int)');
    // Planted in the catalog: a landed row that vanishes.
    await system.queryCatalog(`
      CREATE FUNCTION public.skip() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW.column_name = 'b' THEN RETURN NULL; END IF; RETURN NEW; END $$`);
    await system.queryCatalog(`
      CREATE FUNCTION public.lose_a_row() RETURNS event_trigger LANGUAGE plpgsql AS $$
      DECLARE made record;
      BEGIN
        FOR made IN SELECT * FROM pg_event_trigger_ddl_commands()
                    WHERE object_type = 'table' AND object_identity ~ '^landing_[0-9]+[.]"?column"?$' LOOP
          EXECUTE format('CREATE TRIGGER skip BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION public.skip()', made.object_identity);
        END LOOP;
      END $$`);
    await system.queryCatalog(
      'CREATE EVENT TRIGGER lose ON ddl_command_end EXECUTE FUNCTION public.lose_a_row()',
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
