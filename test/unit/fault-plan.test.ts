import { describe, expect, it } from '@jest/globals';
import { PARTS } from '../faults/fault.js';
import { planScenarios, type Trace } from '../faults/plan.js';
import { type ActivityName, type Phase, PHASES, spotName } from '../faults/points.js';

const ACTIVITIES: readonly ActivityName[] = [
  ...(['connectDatabase', 'discoverSchemas', 'extractTables', 'extractColumns', 'loadCatalog'] as const),
  ...(['recountObjects', 'registerArtifacts', 'publishRun'] as const),
];

/** A run that comes to every spot of these twice. */
const TRACE: Trace = new Map(
  ACTIVITIES.flatMap((activity) => PHASES.map((phase: Phase) => ({ activity, phase }))).map((spot) => [
    spotName(spot),
    { spot, times: 2 },
  ]),
);

const OPTIONS = { seed: 7, faults: 400, parts: PARTS, slow: false, perRun: 8 };

describe('A plan of faults', () => {
  const scenarios = planScenarios(OPTIONS, () => TRACE);

  it('has as many as asked for, and no two of a run at the same moment', () => {
    expect(scenarios.flatMap(({ faults }) => faults)).toHaveLength(OPTIONS.faults);
    expect(scenarios.some(({ faults }) => faults.length === OPTIONS.perRun)).toBe(true);
    for (const { faults } of scenarios) {
      const moments = faults.map(({ spot, occurrence }) => `${spotName(spot)} #${occurrence}`);
      expect(new Set(moments).size).toBe(moments.length);
    }
  });

  it('lets those that end a run stand alone', () => {
    const withEnding = scenarios.filter(({ faults }) => faults.some(({ fault }) => fault.ending !== 'same'));
    expect(withEnding.length).toBeGreaterThan(0);
    expect(withEnding.filter(({ faults }) => faults.length !== 1)).toEqual([]);
  });

  it('is the same for the same seed, in whatever order a run came to its spots', () => {
    expect(planScenarios(OPTIONS, () => new Map([...TRACE].reverse()))).toEqual(scenarios);
  });
});
