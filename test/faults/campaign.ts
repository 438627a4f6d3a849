import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { pino } from 'pino';
import { installRuntime } from '../../workers/logger.js';
import { type Lane, openLane } from './lane.js';
import { type PlannedFault, planScenarios, type PlanOptions, type Scenario, type Trace } from './plan.js';
import { spotName } from './points.js';
import { type Expected, RECOVERY_MS, runScenario, type ScenarioResult } from './run-scenario.js';
import { Replays } from './replays.js';
import { prepareCatalog } from './site.js';
import { HAS_SMALL_DISKS } from './small-disk.js';

export interface CampaignOptions extends PlanOptions {
  readonly directory: string;
  readonly lanes: number;
  /** Only this one of the plan. */
  readonly scenario?: number;
  /** Where the logs and histories of runs with violations are kept; nowhere unless given. */
  readonly evidence?: string;
  /** Where the histories of all runs are kept, for the replay tests. */
  readonly histories?: string;
  readonly say: (line: string) => void;
}

export interface CampaignReport {
  readonly seed: number;
  readonly planned: number;
  readonly fired: number;
  readonly scenarios: number;
  readonly violations: readonly { readonly scenario: number; readonly what: string }[];
  /** From the loss of a worker until a step of it began again, in milliseconds. */
  readonly recovery: { readonly count: number; readonly p50: number; readonly p99: number };
  /** By a fault's name: from each strike until the step that it struck was done, in milliseconds, shortest first. */
  readonly interruptionsMs: Readonly<Record<string, readonly number[]>>;
  readonly durationMs: number;
  readonly byFault: Readonly<Record<string, number>>;
  /** By a fault's name: how often it was planned and did not fire. */
  readonly missed: Readonly<Record<string, number>>;
  /** No violation, and enough of the planned faults fired for that to say something. */
  readonly isGood: boolean;
}

/** A campaign of which fewer fired says nothing. */
const LEAST_FIRED = 0.95;

/** An undisturbed run of each sort, by which the others are judged. */
interface Baseline extends Expected {
  readonly trace: Trace;
}

interface ReadyLane {
  readonly lane: Lane;
  readonly baseline: (isSecond: boolean) => Baseline;
}

/** Plans from a seed, runs the scenarios on several lanes, and says what came of it. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignReport> {
  const { say, seed, lanes: laneCount, directory } = options;
  const startedMs = Date.now();
  installRuntime(pino({ level: 'silent' }));
  say(`seed ${seed}`);
  if (!HAS_SMALL_DISKS) say('full disks are left out: mounting a file system takes Linux and its root');
  await using lanes = await openLanes(directory, laneCount);
  say(`${laneCount} lanes are ready after ${seconds(Date.now() - startedMs)}`);
  const [first] = lanes.ready;
  if (first === undefined) throw new Error('At least one lane is needed.');
  const all = planScenarios(options, (isSecond) => first.baseline(isSecond).trace);
  const scenarios = all.filter(({ number }) => options.scenario === undefined || number === options.scenario);

  const results: ScenarioResult[] = [];
  const replays = new Replays();
  const waiting = [...scenarios];
  await Promise.all(
    lanes.ready.map(async ({ lane, baseline }) => {
      for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
        const run = await runScenario(lane, scenario, baseline(scenario.isSecond));
        const violations = [...run.violations, ...(await replays.violationsOf(run.history))];
        const result = { ...run, violations };
        results.push(result);
        await keepRecords(options, result);
        say(lineOf(result));
      }
    }),
  );
  const report = reportOf(seed, scenarios, results, Date.now() - startedMs);
  summaryOf(report).forEach(say);
  return report;
}

async function openLanes(
  directory: string,
  count: number,
): Promise<AsyncDisposable & { readonly ready: readonly ReadyLane[] }> {
  const lanes = await Promise.all(
    Array.from({ length: count }, (_, index) => openLane(directory, `lane-${index + 1}`)),
  );
  const close = async () => {
    await Promise.all(lanes.map((lane) => lane[Symbol.asyncDispose]()));
  };
  try {
    return { ready: await Promise.all(lanes.map(readyLane)), [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs it twice without faults, to know what is to be expected. */
async function readyLane(lane: Lane): Promise<ReadyLane> {
  await prepareCatalog(lane);
  const undisturbed = async (isSecond: boolean): Promise<Baseline> => {
    const plain = { seed: 0, store: 'local', hasSmallCache: false, faults: [], isSecond } as const;
    const result = await runScenario(lane, { ...plain, number: 100_000 + Number(isSecond) }, null);
    if (result.violations.length > 0)
      throw new Error(`An undisturbed run fails: ${result.violations.join(' ')}`);
    return result;
  };
  const first = await undisturbed(false);
  const second = await undisturbed(true);
  return { lane, baseline: (isSecond) => (isSecond ? second : first) };
}

/** Keeps the histories of all runs, and the logs of those with violations, where that is asked for. */
async function keepRecords(
  { histories: folder, evidence }: CampaignOptions,
  { scenario, output, history, violations }: ScenarioResult,
): Promise<void> {
  const kept = violations.length > 0 ? [folder, evidence] : [folder];
  for (const place of kept.filter((one) => one !== undefined)) {
    const start = join(place, nameOf(scenario));
    await mkdir(place, { recursive: true });
    if (violations.length > 0) await writeFile(`${start}.log`, output);
    await writeFile(`${start}.json.gz`, gzipSync(withoutStacks(historyToJSON(history))));
  }
}

/** Stack traces name the folders of this machine. */
function withoutStacks(history: string): string {
  return history.replaceAll(/"stackTrace":\s*"(?:[^"\\]|\\.)*"/g, '"stackTrace":""');
}

/** A file's name: `12-the-worker-is-killed`. */
function nameOf({ number, faults }: Scenario): string {
  const words = faults.map(({ fault }) => fault.name.replaceAll(/[^a-z0-9]+/gi, '-'));
  return [number, ...words].join('-').slice(0, 100);
}

function reportOf(
  seed: number,
  scenarios: readonly Scenario[],
  results: readonly ScenarioResult[],
  durationMs: number,
): CampaignReport {
  const planned = scenarios.flatMap(({ faults }) => faults);
  const fired = results.flatMap((result) => result.fired);
  const violations = results.flatMap((result) =>
    result.violations.map((what) => ({ scenario: result.scenario.number, what })),
  );
  const recoveries = results.flatMap(({ recoveriesMs }) => recoveriesMs).sort((a, b) => a - b);
  const recovery = {
    count: recoveries.length,
    p50: quantile(recoveries, 0.5),
    p99: quantile(recoveries, 0.99),
  };
  const isGood =
    violations.length === 0 && fired.length >= planned.length * LEAST_FIRED && recovery.p99 <= RECOVERY_MS;
  return {
    seed,
    planned: planned.length,
    fired: fired.length,
    scenarios: results.length,
    violations,
    recovery,
    interruptionsMs: interruptionsOf(results),
    durationMs,
    byFault: countByName(fired),
    missed: countByName(planned.filter((one) => !fired.includes(one))),
    isGood,
  };
}

function countByName(planned: readonly PlannedFault[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { fault } of planned) counts[fault.name] = (counts[fault.name] ?? 0) + 1;
  return counts;
}

function interruptionsOf(results: readonly ScenarioResult[]): Record<string, number[]> {
  const byFault: Record<string, number[]> = {};
  for (const [fault, ms] of results.flatMap(({ interruptionsMs }) => Object.entries(interruptionsMs))) {
    byFault[fault] = [...(byFault[fault] ?? []), ...ms].sort((a, b) => a - b);
  }
  return byFault;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function lineOf({ scenario, fired, missed, violations, durationMs, outcome }: ScenarioResult): string {
  const { number, faults, store, isSecond, hasSmallCache } = scenario;
  const traits = [store, ...(isSecond ? ['second run'] : []), ...(hasSmallCache ? ['small cache'] : [])];
  return [
    `${number}. ${outcome} after ${seconds(durationMs)} (${traits.join(', ')}); ${fired.length} of ${faults.length} fired`,
    ...faults.map((planned) => {
      const why = missed.get(planned);
      const mark = fired.includes(planned) ? '' : ` (did not fire${why === undefined ? '' : `: ${why}`})`;
      return `     ${planned.fault.name}, at ${spotName(planned.spot)} #${planned.occurrence}${mark}`;
    }),
    ...violations.map((what) => `   VIOLATION: ${what}`),
  ].join('\n');
}

function summaryOf(report: CampaignReport): string[] {
  const { planned, fired, scenarios, violations, recovery, durationMs, seed, isGood } = report;
  const missed = Object.entries(report.missed).map(([name, times]) => `${name} (${times})`);
  return [
    '',
    `${fired} of ${planned} faults fired in ${scenarios} runs, ${seconds(durationMs)}; ${violations.length} violations`,
    ...(missed.length > 0 ? [`did not fire: ${missed.join(', ')}`] : []),
    `recovery after the loss of a worker: ${recovery.count} times, p50 ${seconds(recovery.p50)}, p99 ${seconds(recovery.p99)}`,
    isGood
      ? 'good'
      : `not good; replay it with --seed ${seed} and the same options, --scenario N for one run`,
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
