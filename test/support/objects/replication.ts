import type { PostgresMajor } from '../../../stack/versions.js';
import { PLANTED_SECRET } from './containers.js';

/** Publications, a subscription that never connects, and extended statistics; after `createContainers`. */
export const createReplication = (major: PostgresMajor): string => `
  CREATE TABLE shop.orders (id int PRIMARY KEY, gone int, total numeric, note text);
  ALTER TABLE shop.orders DROP COLUMN gone;
  CREATE TABLE "Shop ""two""".orders (id int PRIMARY KEY);
  CREATE TABLE shop.parts (id int PRIMARY KEY) PARTITION BY RANGE (id);

  CREATE PUBLICATION "all ""of it""" FOR ALL TABLES WITH (publish = 'insert, truncate');
  COMMENT ON PUBLICATION "all ""of it""" IS 'Nearly';
  CREATE PUBLICATION chosen FOR TABLE "Shop ""two""".orders, shop.parts WITH (publish_via_partition_root = true);
  CREATE PUBLICATION nothing;
  ${major < 15 ? 'ALTER PUBLICATION chosen ADD TABLE shop.orders;' : 'ALTER PUBLICATION chosen ADD TABLE shop.orders (id, total) WHERE (id > 5);'}
  ${major < 15 ? '' : 'CREATE PUBLICATION whole FOR TABLES IN SCHEMA "Shop ""two""", shop;'}
  ${major < 18 ? '' : 'CREATE PUBLICATION generated FOR ALL TABLES WITH (publish_generated_columns = stored);'}

  CREATE SUBSCRIPTION "from ""far""" CONNECTION 'host=127.0.0.1 port=1 password=${PLANTED_SECRET}' PUBLICATION chosen, "all ""of it"""
    WITH (connect = false, slot_name = 'its_slot', synchronous_commit = 'local'${major < 14 ? '' : ', binary = true, streaming = true'}${
      major < 15 ? '' : ', two_phase = true, disable_on_error = true'
    }${major < 16 ? '' : ', origin = none, run_as_owner = true, password_required = false'}${major < 17 ? '' : ', failover = true'});
  COMMENT ON SUBSCRIPTION "from ""far""" IS 'Not connected';

  CREATE STATISTICS shop."stats ""one""" (dependencies, ndistinct) ON total, id FROM shop.orders;
  CREATE STATISTICS "Shop ""two""".stats ON total, id FROM shop.orders;
  ALTER STATISTICS "Shop ""two""".stats SET STATISTICS 77;
  COMMENT ON STATISTICS "Shop ""two""".stats IS 'In the other schema';
  ${
    major < 14
      ? ''
      : `CREATE STATISTICS shop.computed (mcv) ON id, lower(note), (total * 2) FROM shop.orders;
  CREATE STATISTICS shop.single ON (total + 1) FROM shop.orders;`
  }
`;

/** Lets the database be dropped, which a subscription keeps it from. */
export const DROP_SUBSCRIPTION = `ALTER SUBSCRIPTION "from ""far""" SET (slot_name = NONE); DROP SUBSCRIPTION "from ""far"""`;
