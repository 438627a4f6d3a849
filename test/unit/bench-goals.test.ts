import { describe, expect, it } from '@jest/globals';
import type { GeneratedCase, Round } from '../../bench/generated-case.js';
import { goalsOf } from '../../bench/goals.js';
import type { Shape } from '../../bench/shapes/shape.js';
import { manySchemas, ordinaryTables } from '../../bench/shapes/tables.js';

/** A case of rounds with these times of `pg_dump` and of a first run of 1,000 objects. */
function measured(
  shape: Shape,
  times: readonly (readonly [pgDumpMs: number, firstMs: number])[],
): GeneratedCase {
  const rounds = times.map(([pgDumpMs, elapsedMs], index) => {
    const run = { elapsedMs, objects: 1000 };
    const peakMemoryBytes = 300e6 + index;
    return { psqlMs: 100, pgDumpMs, first: run, second: run, firstCpu: null, peakMemoryBytes } as Round;
  });
  return { shape, rounds };
}

function goal(generated: readonly GeneratedCase[], database: string, measure: string) {
  return goalsOf({ generated, sample: null }).find(
    (goal) => goal.database === database && goal.measure === measure,
  );
}

describe('the goals of the bench', () => {
  const tables = measured(ordinaryTables(10_000), [
    [1000, 3000],
    [2000, 3000],
    [1000, 2000],
  ]);
  const schemas = measured(manySchemas(1_000), [[1000, 4500]]);

  it("are the medians of the rounds' own ratios", () => {
    expect(goal([tables], '10,000 tables', 'first run to pg_dump')).toMatchObject({
      byRound: [3, 1.5, 2],
      figure: 2,
      limit: 1,
    });
  });

  it('are of memory the most that any round took', () => {
    expect(goal([tables], '10,000 tables', 'worker peak')).toMatchObject({ figure: 300e6 + 2, limit: 350e6 });
  });

  it('are of an unusual shape the time per object, to that of as many ordinary tables', () => {
    const measure = 'first run per object, to 10,000 tables';
    const database = '1,000 schemas of 10 tables';
    expect(goal([tables, schemas], database, measure)).toMatchObject({ figure: 1.5, limit: 1 });
    expect(goal([schemas], database, measure)).toBeUndefined();
  });
});
