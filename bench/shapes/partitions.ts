import type { Shape } from './shape.js';
import { attributeColumns, TABLE_COLUMNS } from './table-ddl.js';

const PARENT = 'telemetry.measurement';

/** A table of 20 columns with a primary key, a check, a foreign key and two indexes, partitioned by the day. */
const FOUNDATION = `CREATE SCHEMA telemetry;
CREATE TABLE telemetry.device (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE ${PARENT} (tenant_id integer NOT NULL DEFAULT 1, id bigint NOT NULL, device_id bigint REFERENCES telemetry.device,
  recorded_on date NOT NULL, ${attributeColumns(TABLE_COLUMNS)
    .map(({ column, type }) => `${column} ${type}`)
    .join(', ')},
  PRIMARY KEY (recorded_on, id), CHECK (tenant_id > 0)) PARTITION BY RANGE (recorded_on);
CREATE INDEX ON ${PARENT} (device_id, recorded_on);
CREATE INDEX ON ${PARENT} (attribute_1 DESC) WHERE device_id IS NOT NULL;
COMMENT ON TABLE ${PARENT} IS 'Generated table with a partition for every day.';`;

/** One table with that many partitions, each with the indexes and constraints of its parent. */
export function manyPartitions(partitions: number): Shape {
  return {
    name: `partitions_${partitions}`,
    title: `${partitions.toLocaleString('en')} partitions of a table`,
    foundation: FOUNDATION,
    pieces: partitions,
    pieceDdl: (partition) => {
      const name = `${PARENT}_${String(partition).padStart(5, '0')}`;
      const day = `date '2000-01-01' + ${partition}`;
      return `CREATE TABLE ${name} PARTITION OF ${PARENT} FOR VALUES FROM (${day}) TO (${day} + 1);
COMMENT ON TABLE ${name} IS 'Generated partition number ${partition}.';`;
    },
    sessions: 1,
    comparableTables: partitions,
  };
}
