import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { diffReport } from '../../client/diff-report.js';
import { type Gap, NO_COST } from '../../contracts/extraction.js';
import type { ObjectFilter } from '../../contracts/object-filter.js';
import { landingOf, NEVER, publication, type Row, stepOf } from '../support/catalog-fixture.js';
import { PROVIDERS, type TestCatalog } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';

const FACTS = { sourceType: 'postgresql', serverVersion: '18.4', databaseName: 'shop', role: 'reader' };

/** A run of tables, and what it says of what it could not see. */
interface Told {
  readonly tables: readonly string[];
  readonly filter?: ObjectFilter | null;
  readonly gaps?: readonly Pick<Gap, 'status' | 'schemaName' | 'objectName' | 'objects'>[];
  /** Tables that the source counted in schema s; as many as are there unless said. */
  readonly counted?: number;
  readonly oids?: Readonly<Record<string, bigint>>;
  readonly system?: string;
  readonly database?: string;
}

describe.each(PROVIDERS)('%s', (provider) => {
  let test: TestCatalog;
  useCatalog(provider, (opened) => {
    test = opened;
  });

  async function publish(source: string, told: Told): Promise<string> {
    const { tables, filter = {}, gaps = [], counted = tables.length, oids = {}, system } = told;
    const { catalog } = test;
    const runId = `run-${randomUUID()}`;
    const database_name = told.database ?? 'shop';
    await catalog.beginRun(runId, source);
    await catalog.recordFacts(runId, {
      ...FACTS,
      databaseName: database_name,
      ...(system !== undefined && { system }),
    });
    if (filter !== null) await catalog.recordFilter(runId, filter);
    const report = {
      tallies: [{ kind: 'table', schemaName: 's', counted, filtered: 0 } as const],
      gaps: gaps.map(
        (gap) => ({ kind: 'table', sqlState: null, reason: 'Why.', remedy: null, ...gap }) as const,
      ),
      cost: NO_COST,
    };
    await catalog.report({ ...stepOf(runId), stage: 'extractTables' }, report);
    const rows = tables.map((table_name): Row => ({
      ...{ database_name, schema_name: 's', table_name, is_partition: false },
      ...(oids[table_name] !== undefined && { oid: oids[table_name] }),
    }));
    const columns = tables.map((table_name): Row => ({
      ...{ database_name, schema_name: 's', table_name, column_name: `of_${table_name.slice(-1)}` },
    }));
    await catalog.land(stepOf(runId), [landingOf('table', rows), landingOf('column', columns)], NEVER);
    await catalog.publish(publication(runId, { table: tables.length, column: tables.length }));
    return runId;
  }

  /** What became of tables from one run of a source to the next, and why it is unknown. */
  async function differences(before: Told, after: Told): Promise<string[]> {
    const source = `source-${randomUUID()}`;
    const runs = [await publish(source, before), await publish(source, after)] as const;
    const { changes } = await diffReport(test.catalog, { runs, statistics: false, failOn: 'never' });
    return changes.map(({ change, kind, name, reason, previousName }) =>
      [
        change,
        kind,
        name,
        ...(change === 'unknown' ? [reason] : previousName === null ? [] : [previousName]),
      ].join(' '),
    );
  }

  const both = { tables: ['a', 'b'] };

  describe('An object that the later run does not have', () => {
    it('is removed when that run would have seen it', async () => {
      expect(await differences(both, { tables: ['a'] })).toEqual(['removed table s.b']);
      expect(await differences(both, { tables: ['a'], filter: { exclude_table: ['c'] } })).toEqual([
        'removed table s.b',
      ]);
    });

    it('is unknown when its filter leaves it out, or was not kept', async () => {
      expect(await differences(both, { tables: ['a'], filter: { exclude_table: ['b'] } })).toEqual([
        'unknown table s.b The filter of the later run leaves it out (exclude_table b).',
      ]);
      expect(await differences(both, { tables: [], filter: { include_schema: ['other'] } })).toEqual([
        'unknown table s.a The filter of the later run leaves it out (include_schema: none fits).',
        'unknown table s.b The filter of the later run leaves it out (include_schema: none fits).',
      ]);
      expect(await differences(both, { tables: ['a'], filter: null })).toEqual([
        'unknown table s.b Which filter the later run had was not kept.',
      ]);
    });

    it.each([
      ['failed', 'the later run could not read 1 objects of kind table in schema s.'],
      ['denied', 'the later run was denied 1 objects of kind table in schema s.'],
    ] as const)('is unknown when something of its kind %s in its schema', async (status, reason) => {
      const gaps = [{ status, schemaName: 's', objectName: 's.?', objects: 1 }];
      expect(await differences(both, { tables: ['a'], gaps, counted: 2 })).toEqual([
        `unknown table s.b ${reason}`,
      ]);
    });

    it('is unknown when the source counted more than was read', async () => {
      expect(await differences(both, { tables: ['a'], counted: 2 })).toEqual([
        expect.stringMatching(/^unknown table s\.b Of kind table in schema s, .* differs .* by 1\.$/),
      ]);
    });

    it('is unknown when it changed in every reading', async () => {
      const gaps = [{ status: 'moved' as const, schemaName: 's', objectName: 's.b', objects: 1 }];
      expect(await differences(both, { tables: ['a'], gaps })).toEqual([
        'unknown table s.b It changed each time the later run read it.',
      ]);
    });
  });

  describe('An object that only the later run has', () => {
    it('is added when the earlier one would have seen it, and unknown otherwise', async () => {
      expect(await differences({ tables: ['a'] }, both)).toEqual(['added table s.b']);
      expect(await differences({ tables: ['a'], filter: { exclude_table: ['b'] } }, both)).toEqual([
        'unknown table s.b The filter of the earlier run leaves it out (exclude_table b).',
      ]);
    });
  });

  describe('A table under another name', () => {
    const renamed = { before: { tables: ['old_a'] }, after: { tables: ['new_a'] } };

    it('is renamed when its oid is the same in one and the same database', async () => {
      const known = (name: string) => ({ oids: { [name]: 77n }, system: '1/1' });
      expect(
        await differences({ ...renamed.before, ...known('old_a') }, { ...renamed.after, ...known('new_a') }),
      ).toEqual(['renamed table s.new_a s.old_a']);
    });

    it('is another table when its oid is another one there, however alike they are', async () => {
      const told = { system: '1/1', oids: { old_a: 77n, new_a: 78n } };
      expect(await differences({ ...renamed.before, ...told }, { ...renamed.after, ...told })).toEqual([
        'removed table s.old_a',
        'added table s.new_a',
      ]);
    });

    it('is known by its content in a restored or another database, whatever the oids', async () => {
      const restored = { ...renamed.after, system: '2/1', oids: { new_a: 77n } };
      const before = { ...renamed.before, system: '1/1', oids: { old_a: 78n } };
      expect(await differences(before, restored)).toEqual(['renamed table s.new_a s.old_a']);
      // Two that look the same: nobody knows which became which.
      const twice = { tables: ['old_a', 'older_a'], system: '1/1' };
      expect(await differences(twice, { tables: ['new_a'], system: '2/1' })).toEqual([
        'removed table s.old_a',
        'removed table s.older_a',
        'added table s.new_a',
      ]);
    });
  });

  describe('Two databases', () => {
    it('are compared by what they hold, not by their own names', async () => {
      expect(
        await differences({ ...both, database: 'staging' }, { ...both, database: 'production' }),
      ).toEqual([]);
      expect(
        await differences({ ...both, database: 'staging' }, { tables: ['a'], database: 'production' }),
      ).toEqual(['removed table s.b']);
      const runs = [await publish('left', both), await publish('right', { tables: ['b', 'c'] })] as const;
      const { changes, sameDatabase } = await diffReport(test.catalog, {
        ...{ runs, statistics: false, failOn: 'breaking' },
      });
      expect([sameDatabase, changes.map(({ change, name }) => `${change} ${name}`)]).toEqual([
        false,
        ['removed s.a', 'added s.c'],
      ]);
    });
  });
});
