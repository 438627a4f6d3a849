import { describe, expect, it } from '@jest/globals';
import type { ObjectFilter } from '../../contracts/object-filter.js';
import { loadSampleDatabase } from '../../sample-db/load.js';
import { runCommand } from '../support/command.js';
import { createSystem, SOURCE } from '../support/system.js';

const FILTER: ObjectFilter = {
  include_schema: ['anal*', 'reporting'],
  exclude_table: ['/_v$|items/'],
  exclude_kind: ['*statistics'],
};
const FLAGS = [
  ...['--include-schema', 'anal*', '--include-schema', 'reporting'],
  ...['--exclude-table', '/_v$|items/', '--exclude-kind', '*statistics'],
];

interface Previewed {
  readonly event: string;
  readonly kind: string;
  readonly schemaName: string | null;
  readonly included: boolean;
  readonly rule: string;
}

describe('A filtered run', () => {
  it('takes exactly what its preview says, and its ledger counts the rest as filtered', async () => {
    await using system = await createSystem(18);
    await loadSampleDatabase(system.sourceUrl);
    await system.startWorker();
    const result = await (await system.start({ filter: FILTER })).result();
    expect(await system.catalog.getGaps(result.runId)).toEqual([]);
    expect(result.ledger.filter(({ difference }) => difference !== 0)).toEqual([]);
    expect(result.outcome).toBe('completed');

    const { stdout, exitCode } = await runCommand(
      ['preview', SOURCE, '--json', ...FLAGS],
      system.environment,
    );
    expect(exitCode).toBe(0);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Previewed)
      .filter(({ event }) => event === 'object');
    for (const { kind, extracted } of result.ledger) {
      const included = events.filter((object) => object.kind === kind && object.included);
      expect([kind, included.length]).toEqual([kind, extracted]);
    }
    const rules = new Set(events.map(({ rule }) => rule));
    expect([...rules].sort()).toEqual(
      expect.arrayContaining([
        'exclude_kind *statistics',
        'include_schema anal*',
        'include_schema: none fits',
      ]),
    );
    const schemas = await system.queryCatalog<{ schema_name: string }>(
      'SELECT schema_name FROM catalog.schemas ORDER BY 1',
    );
    expect(schemas.every(({ schema_name }) => /^anal|^reporting$/.test(schema_name))).toBe(true);
    expect(result.cost.queries).toBeGreaterThan(10);
    expect(result.cost.sessions).toBeLessThanOrEqual(4);
  }, 120_000);

  it('is told of a pattern that is none before anything starts', async () => {
    await using system = await createSystem(18);
    const args = ['extract', SOURCE, '--include-schema', '/(/'];
    const { stderr, exitCode } = await runCommand(args, system.environment);
    expect(exitCode).toBe(64);
    expect(stderr).toMatch(/--include-schema: The pattern \/\(\/ is not valid/);
  });
});
