import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateDatabase } from '../../bench/generate-database.js';
import { ordinaryTables } from '../../bench/shapes/tables.js';
import { loadSampleDatabase } from '../../sample-db/load.js';
import type { PostgresMajor } from '../../stack/versions.js';
import { ALL_MAJORS } from '../support/engines.js';
import { findPgDump, type PgDump } from '../support/pg-dump.js';
import { differences, rebuild, type Rebuilt } from '../support/rebuilt.js';
import { loadTorture } from '../support/torture.js';

async function loadSample(url: string): Promise<void> {
  await loadSampleDatabase(url);
}

interface Case {
  readonly name: string;
  readonly majors: readonly PostgresMajor[];
  readonly fill: (url: string, major: PostgresMajor) => Promise<void>;
}

const CASES: readonly Case[] = [
  { name: 'the sample database', majors: [13, 15, 18], fill: loadSample },
  { name: 'the torture schema', majors: ALL_MAJORS, fill: loadTorture },
  { name: '300 generated tables', majors: [18], fill: (url) => generateDatabase(url, ordinaryTables(300)) },
];

describe.each(CASES.flatMap(({ majors, ...rest }) => majors.map((major) => ({ ...rest, major }))))(
  '$name in PostgreSQL $major, made again from the catalog',
  ({ major, fill }) => {
    let rebuilt: Rebuilt;
    let pgDump: PgDump | null;

    beforeAll(async () => {
      pgDump = await findPgDump();
      rebuilt = await rebuild(major, (url) => fill(url, major));
    }, 300_000);

    afterAll(async () => {
      await rebuilt[Symbol.asyncDispose]();
    });

    it('is the same to a second extraction, oids left out', async () => {
      const { system, original, copy } = rebuilt;
      const { compared, missing, unexpected } = await differences(system.catalog, original.run, copy.run);
      expect(compared).toBeGreaterThan(20);
      expect({ missing, unexpected }).toEqual({ missing: [], unexpected: [] });
    });

    it('is the same to pg_dump, entry by entry', async () => {
      const { original, copy } = rebuilt;
      if (pgDump === null || pgDump.major < major) {
        // The comparison by a second extraction stands in for it.
        process.stderr.write(`No pg_dump reads PostgreSQL ${major} here: install its client programs.\n`);
        expect(original.run.outcome).toBe('completed');
        return;
      }
      const before = await pgDump.schemaOf(original.url);
      expect(before.length).toBeGreaterThan(20);
      expect(await pgDump.schemaOf(copy.url)).toEqual(before);
    });

    it('is exported again as the same statements', () => {
      const { original, copy } = rebuilt;
      expect(statementsOf(copy.script)).toEqual(statementsOf(original.script));
    });
  },
);

/** What was made when decides the order of what does not need each other. */
const statementsOf = (script: string) => script.split(';\n\n').slice(1).sort();
