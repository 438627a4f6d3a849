import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../fault.js';
import { inSession, SOURCE_DATABASE } from '../lane.js';
import { GO_ON, type Spot } from '../points.js';

const part = 'source';

const STORM_MS = 2000;
const STORM_INTERVAL_MS = 50;
/** Less than the `lock_timeout` of a source, so that whoever waits gets it. */
const LOCKED_MS = 1000;

/** Where a step is held that reads definitions, while others go on. */
const whileReading = ({ activity, phase }: Spot) =>
  phase === 'before' && (activity.startsWith('extract') || activity === 'discoverForeignKeys');

/** What comes and goes in the source; `n` counts. Tables that were there get back what they had. */
const CHANGES: readonly ((n: number) => string)[] = [
  (n) =>
    `CREATE TABLE storm.table_${n} (id int PRIMARY KEY, note text DEFAULT 'no. ${n}' CHECK (note <> ''))`,
  (n) => `CREATE VIEW storm.view_${n} AS SELECT order_id FROM ecommerce.orders WHERE order_id > ${n}`,
  (n) => `CREATE FUNCTION storm.function_${n}() RETURNS int LANGUAGE sql RETURN ${n}`,
  (n) => `CREATE INDEX storm_${n} ON ecommerce.orders ((order_number || '${n}'))`,
  (n) => `DROP INDEX IF EXISTS ecommerce.storm_${n >> 1}`,
  (n) => `COMMENT ON COLUMN ecommerce.orders.order_id IS 'no. ${n}'`,
  (n) => `ALTER TABLE ecommerce.orders SET (fillfactor = ${50 + (n % 50)})`,
];

const CALM = `
  DROP SCHEMA IF EXISTS storm CASCADE; ALTER TABLE ecommerce.orders RESET (fillfactor);
  COMMENT ON COLUMN ecommerce.orders.order_id IS 'Surrogate key.';
  DO $$ DECLARE left_over regclass; BEGIN
    FOR left_over IN SELECT oid FROM pg_class WHERE relname ~ '^storm_' LOOP EXECUTE 'DROP INDEX ' || left_over; END LOOP;
  END $$`;

/** Tables that may be made anew under their names, which no other change needs; `kept_` goes before the name of the one that was there. */
const SWAPPED = `SELECT relname FROM pg_class WHERE relkind = 'r' AND NOT relispartition AND relnamespace = 'ecommerce'::regnamespace
  AND relname <> 'orders' ORDER BY relname`;
const SWAP = (table: string) => `
  BEGIN; ALTER TABLE ecommerce.${table} RENAME TO kept_${table};
  CREATE TABLE ecommerce.${table} (LIKE ecommerce.kept_${table} INCLUDING ALL); COMMIT`;
const SWAP_BACK = `
  DO $$ DECLARE kept text; BEGIN
    FOR kept IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'kept\\_%' LOOP
      EXECUTE format('DROP TABLE ecommerce.%I', substr(kept, 6));
      EXECUTE format('ALTER TABLE ecommerce.%I RENAME TO %I', kept, substr(kept, 6));
    END LOOP;
  END $$`;

const LOCK = `
  BEGIN; SET LOCAL lock_timeout = '10s';
  DO $$ BEGIN EXECUTE (SELECT 'LOCK TABLE ' || string_agg(oid::regclass::text, ', ') || ' IN ACCESS EXCLUSIVE MODE'
    FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'ecommerce'::regnamespace); END $$`;

export const CHANGING_SOURCE_FAULTS: readonly Fault[] = [
  {
    name: 'definitions change twenty times a second for 2 s',
    part,
    ending: 'same',
    // Making an index is a scan.
    alters: ['table_statistics'],
    strikesAt: whileReading,
    strike: async ({ lane, random }) => {
      await inSession(lane.source, SOURCE_DATABASE, async (client) => {
        await client.query(CALM);
        await client.query('CREATE SCHEMA storm');
        for (let n = 0; n < STORM_MS / STORM_INTERVAL_MS; n++) {
          await client.query(CHANGES[random(CHANGES.length)]?.(n) ?? '');
          await sleep(STORM_INTERVAL_MS);
        }
        await client.query(CALM);
      });
      return GO_ON;
    },
  },
  {
    name: 'tables are made anew under their names for 2 s',
    part,
    ending: 'same',
    alters: ['table_statistics'],
    strikesAt: whileReading,
    strike: async ({ lane, random }) => {
      await inSession(lane.source, SOURCE_DATABASE, async (client) => {
        await client.query(SWAP_BACK);
        const { rows } = await client.query<{ relname: string }>(SWAPPED);
        for (let n = 0; n < STORM_MS / STORM_INTERVAL_MS / 2; n++) {
          await client.query(SWAP(rows[random(rows.length)]?.relname ?? ''));
          await sleep(STORM_INTERVAL_MS);
          await client.query(SWAP_BACK);
          await sleep(STORM_INTERVAL_MS);
        }
      });
      return GO_ON;
    },
  },
  {
    name: 'all tables are locked for 1 s',
    part,
    ending: 'same',
    strikesAt: whileReading,
    strike: async ({ lane, later }) => {
      await new Promise<void>((resolve) => {
        later(0, () =>
          inSession(lane.source, SOURCE_DATABASE, async (client) => {
            await client.query(LOCK);
            resolve();
            await sleep(LOCKED_MS);
          }).finally(resolve),
        );
      });
      return GO_ON;
    },
  },
];
