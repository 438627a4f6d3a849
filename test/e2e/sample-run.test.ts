import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DuckDBInstance } from '@duckdb/node-api';
import pg from 'pg';
import type { ExtractionResult } from '../../contracts/extraction.js';
import { ALL_KINDS } from '../../contracts/kinds/index.js';
import { loadSampleDatabase } from '../../sample-db/load.js';
import { runSql } from '../support/read-source.js';
import { type AddedObjects, addClusterAndRules } from '../support/objects/cluster-and-rules.js';
import { createTypesAndCode } from '../support/objects/index.js';
import { createSystem, type System } from '../support/system.js';
import { INDEPENDENT_QUERIES } from './independent-queries.js';

describe.each([13, 18] as const)(
  'a run on the sample database, with objects of every kind, in PostgreSQL %i',
  (major) => {
    let system: System;
    let result: ExtractionResult;
    let added: AddedObjects;

    beforeAll(async () => {
      system = await createSystem(major);
      await loadSampleDatabase(system.sourceUrl);
      await runSql(system.sourceUrl, createTypesAndCode(major));
      added = await addClusterAndRules(system.sourceUrl, major);
      await system.startWorker();
      result = await (await system.start({ filter: { include_extension: ['*'] } })).result();
    }, 120_000);

    afterAll(async () => {
      await added.leaveDatabase();
      await system[Symbol.asyncDispose]();
      await added.leaveCluster();
    });

    it.each(ALL_KINDS)('leaves in the catalog just what the source says of each %s', async (kind) => {
      const { source, catalog } = INDEPENDENT_QUERIES[kind];
      const client = new pg.Client(system.sourceUrl);
      await client.connect();
      // Definitions print the schema of whatever is not in the search path.
      await client.query('SET search_path = pg_catalog');
      const truth = (await client.query<Record<string, unknown>>(source)).rows;
      await client.end();
      // Schemas in publications came with PostgreSQL 15.
      expect(truth.length > 0).toBe(kind !== 'publication_schema' || major >= 15);
      expect(await system.queryCatalog(catalog)).toEqual(truth);
    });

    it('is complete by its ledger: counted = extracted + filtered + denied + failed for every kind', async () => {
      expect(await system.catalog.getGaps(result.runId)).toEqual([]);
      const lines = await system.catalog.getSchemaLedger(result.runId);
      expect(lines.filter(({ difference }) => difference !== 0)).toEqual([]);
      expect(result.outcome).toBe('completed');
      expect(result.ledger.map(({ kind }) => kind).sort()).toEqual([...ALL_KINDS].sort());
      for (const line of result.ledger) {
        expect(line.counted).toBe(line.extracted + line.filtered + line.denied + line.failed);
      }
      expect(await system.catalog.getLedger(result.runId)).toEqual(result.ledger);
    });

    it('registers every artifact, all Parquet files, which hold every object twice: raw and as the catalog has it', async () => {
      const registered = await system.catalog.listByRun(result.runId);
      expect(result.artifacts).toEqual({
        count: registered.length,
        sizeBytes: registered.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      });
      const duckdb = await DuckDBInstance.create();
      const connection = await duckdb.connect();
      let rows = 0;
      for (const { storageUri } of registered) {
        const path = decodeURIComponent(new URL(storageUri).pathname).replaceAll("'", "''");
        const reader = await connection.runAndReadAll(
          `SELECT count(*)::INT AS rows FROM read_parquet('${path}')`,
        );
        rows += Number(reader.getRowObjects()[0]?.['rows']);
      }
      connection.closeSync();
      expect(rows).toBe(2 * result.ledger.reduce((sum, { extracted }) => sum + extracted, 0));
    });

    it('keeps the password of the source out of the history, the catalog and the artifacts’ registry', async () => {
      const { password } = new URL(system.sourceUrl);
      const everything = JSON.stringify(
        [
          await system.history(result.runId),
          await system.catalog.listByRun(result.runId),
          await system.catalog.getRun(result.runId),
        ],
        (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
      );
      expect(everything).toContain('loadCatalog');
      expect(everything).not.toContain(password);
    });
  },
);
