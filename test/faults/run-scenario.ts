import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import type { RunEnd } from '../../client/run-outcome.js';
import { EXTRACTION_WORKFLOW, MAIN_TASK_QUEUE } from '../../contracts/names.js';
import { seededRandom } from '../support/random-ddl.js';
import type { Ending } from './fault.js';
import type { FaultedWorker } from './faulted-worker.js';
import type { Field } from './field.js';
import { followToEnd } from './follow-run.js';
import { type Lane, onDatabase, resetSource, SOURCE_DATABASE } from './lane.js';
import { Later } from './later.js';
import {
  checkArtifacts,
  checkDuplicates,
  checkNothingLanded,
  checkOrphans,
  checkSecrets,
  checkSessions,
  compareDigests,
  digestOf,
} from './oracle.js';
import type { PlannedFault, Scenario, Trace } from './plan.js';
import { GO_ON, type Order, type Point, spotName } from './points.js';
import { CONNECTION, openSite, type Site } from './site.js';

/** Heartbeat timeout and what the next attempt may take to begin, of `workflows/activity-proxies.ts`. */
export const RECOVERY_MS = 15_000;
/** No run of the small source takes that long, whatever happens to it once or thrice. */
const DEADLINE_MS = 240_000;
const SESSIONS_GONE_AFTER_END_MS = 10_000;
const SESSIONS_GONE_AFTER_KILL_MS = 30_000;

/** What a scenario came to. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly fired: readonly PlannedFault[];
  readonly violations: readonly string[];
  /** From each loss of a worker until an activity began again. */
  readonly recoveriesMs: readonly number[];
  readonly durationMs: number;
  readonly trace: Trace;
  /** What the catalog says in the end. */
  readonly digest: Record<string, string>;
  readonly outcome: string;
  readonly histories: readonly History[];
  readonly output: string;
}

/** What a lane's runs end with when nothing happens to them. */
export interface Expected {
  readonly outcome: string;
  readonly digest: Record<string, string>;
}

/** Changes the source between a first run and a second. */
const CHANGE = `
  CREATE SCHEMA extra; CREATE TABLE extra.added (id int PRIMARY KEY, note text DEFAULT 'new');
  CREATE VIEW extra.seen AS SELECT id FROM extra.added;
  COMMENT ON SCHEMA extra IS 'Added between two runs.'`;

/** Runs a scenario and asks the oracle; `expected` is null when it is what others are compared with. */
export async function runScenario(
  lane: Lane,
  scenario: Scenario,
  expected: Expected | null,
): Promise<ScenarioResult> {
  const startedMs = Date.now();
  await using site = await openSite(lane, scenario);
  try {
    await site.workers.start();
    if (scenario.isSecond) {
      await undisturbed(lane, site, `${runName(scenario)}/first`);
      await onDatabase(lane.source, SOURCE_DATABASE, CHANGE);
    }
    const before = await digestOf(site);
    const strikes = new Strikes(lane, site, scenario);
    const runId = runName(scenario);
    const end = await strikes.run(runId);
    await mend(lane, site);
    const violations = [...strikes.violations, ...judgeEnd(end, strikes, expected)];
    const histories = [await historyOf(lane, runId)];

    const isPublished = end !== null && 'result' in end;
    let runToCheck = runId;
    let last = end;
    if (!isPublished) {
      violations.push(...compareDigests(before, await digestOf(site), 'after a run that was not published'));
      runToCheck = `${runName(scenario)}/again`;
      await resetSource(lane.source);
      if (scenario.isSecond) await onDatabase(lane.source, SOURCE_DATABASE, CHANGE);
      last = await undisturbed(lane, site, runToCheck);
      violations.push(...(await checkNothingLanded(site, lane, runId)));
    }
    const digest = await digestOf(site);
    if (expected !== null) {
      const altered = strikes.fired.flatMap(({ fault }) => fault.alters ?? []);
      violations.push(...compareDigests(expected.digest, digest, `in the end of ${runToCheck}`, altered));
    }
    if (last !== null && 'result' in last) {
      violations.push(...(await checkArtifacts(site, runToCheck, last.result.artifacts.count)));
    }
    violations.push(...(await checkDuplicates(site, lane)), ...(await checkOrphans(site)));
    violations.push(
      ...(await checkSessions(
        lane,
        strikes.killedWorkers ? SESSIONS_GONE_AFTER_KILL_MS : SESSIONS_GONE_AFTER_END_MS,
      )),
      ...checkSecrets(lane.secrets, {
        "the workers' logs": site.workers.output,
        'the history': histories.map((history) => historyToJSON(history)).join(''),
        'the history, decoded': decoded(histories),
      }),
    );
    return {
      scenario,
      fired: strikes.fired,
      violations,
      recoveriesMs: strikes.recoveriesMs,
      durationMs: Date.now() - startedMs,
      trace: strikes.trace,
      digest,
      outcome: end === null ? 'stuck' : end.outcome,
      histories,
      output: site.workers.output,
    };
  } finally {
    await mend(lane, site);
    if (scenario.isSecond) await resetSource(lane.source);
  }
}

function runName({ number }: Scenario): string {
  return `extract/${CONNECTION}/scenario-${number}`;
}

/** A run that nothing happens to. */
async function undisturbed(lane: Lane, site: Site, runId: string): Promise<RunEnd | null> {
  site.workers.onPoint = () => Promise.resolve(GO_ON);
  await startRun(lane, runId);
  return followToEnd(lane.client, runId, DEADLINE_MS);
}

async function startRun({ client }: Lane, runId: string) {
  return client.workflow.start(EXTRACTION_WORKFLOW, {
    workflowId: runId,
    taskQueue: MAIN_TASK_QUEUE,
    // The sample's few relations in several partitions, so that there are steps side by side.
    args: [{ connection: CONNECTION, partitionSize: 15, allowRemovals: true }],
  });
}

/** Makes everything good again that a fault has made bad. */
async function mend(lane: Lane, { workers }: Site): Promise<void> {
  workers.onPoint = () => Promise.resolve(GO_ON);
  lane.s3.proxy.fail = () => undefined;
  await Promise.all([lane.temporal.restart(), lane.catalog.restart(), lane.source.restart()]);
  await Promise.all(Object.values(lane.wires).map((wire) => wire.heal()));
}

async function historyOf({ client }: Lane, runId: string): Promise<History> {
  return client.workflow.getHandle(runId).fetchHistory();
}

/** Payloads are base64 in a history's JSON: secrets would not show. */
function decoded(histories: readonly History[]): string {
  return JSON.stringify(histories, (_, value: unknown) => {
    const { type, data } = (value ?? {}) as { type?: unknown; data?: unknown };
    if (type === 'Buffer') return Buffer.from(data as number[]).toString('utf8');
    return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value;
  });
}

/** Lets a run happen and the planned faults strike. */
class Strikes {
  readonly fired: PlannedFault[] = [];
  readonly violations: string[] = [];
  readonly recoveriesMs: number[] = [];
  readonly trace = new Map<string, { spot: Point; times: number }>();
  killedWorkers = false;
  readonly #lane: Lane;
  readonly #site: Site;
  readonly #scenario: Scenario;
  readonly #later = new Later();
  #lostAtMs: number | null = null;

  constructor(lane: Lane, site: Site, scenario: Scenario) {
    this.#lane = lane;
    this.#site = site;
    this.#scenario = scenario;
  }

  /** How a run ends to which this has happened. */
  get ending(): Ending {
    return this.fired.find(({ fault }) => fault.ending !== 'same')?.fault.ending ?? 'same';
  }

  /** Runs it to its end, or null when it is stuck. */
  async run(runId: string): Promise<RunEnd | null> {
    const { workers, catalogDatabase } = this.#site;
    const lane = this.#lane;
    const field: Field = {
      lane,
      catalogDatabase,
      workers,
      random: seededRandom(this.#scenario.seed),
      run: lane.client.workflow.getHandle(runId),
      later: (delayMs, act) => {
        this.#later.add(delayMs, act);
      },
    };
    workers.onPoint = (point, worker) => this.#reached(field, point, worker);
    await startRun(lane, runId);
    const end = await followToEnd(lane.client, runId, DEADLINE_MS);
    await this.#later.done();
    return end;
  }

  async #reached(field: Field, point: Point, worker: FaultedWorker): Promise<Order> {
    const name = spotName(point);
    const times = (this.trace.get(name)?.times ?? 0) + 1;
    this.trace.set(name, { spot: point, times });
    if (this.#lostAtMs !== null && point.phase === 'before' && point.attempt > 1) {
      this.recoveriesMs.push(Date.now() - this.#lostAtMs);
      this.#lostAtMs = null;
    }
    const planned = this.#scenario.faults.find(
      (one) => spotName(one.spot) === name && one.occurrence === times && !this.fired.includes(one),
    );
    if (planned === undefined) return GO_ON;
    this.fired.push(planned);
    if (planned.fault.losesWorker === true) {
      this.killedWorkers = true;
      this.#lostAtMs ??= Date.now();
    }
    try {
      return await planned.fault.strike(field, point, worker);
    } catch (error) {
      this.violations.push(`"${planned.fault.name}" could not be made to happen: ${String(error)}`);
      return GO_ON;
    }
  }
}

function judgeEnd(end: RunEnd | null, strikes: Strikes, expected: Expected | null): string[] {
  if (end === null) return ['The run is stuck: it has not ended in time.'];
  const { ending } = strikes;
  const said = 'result' in end ? end.outcome : `${end.outcome} (${end.category}: ${end.message})`;
  if (ending === 'same') {
    const wanted = expected?.outcome ?? 'completed';
    return end.outcome === wanted || expected === null
      ? []
      : [`The run ended as ${said} rather than ${wanted}.`];
  }
  if (typeof ending === 'object') {
    const isTyped = !('result' in end) && (ending.failed as readonly string[]).includes(end.category);
    return isTyped ? [] : [`The run ended as ${said} rather than failed for ${ending.failed.join(' or ')}.`];
  }
  const wanted = { gaps: 'completed_with_gaps', cancelled: 'cancelled', terminated: 'failed' }[ending];
  return end.outcome === wanted ? [] : [`The run ended as ${said} rather than ${wanted}.`];
}
