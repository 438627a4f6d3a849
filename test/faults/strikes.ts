import type { RunEnd } from '../../client/run-outcome.js';
import { seededRandom } from '../support/random-ddl.js';
import { type Ending, NothingToStrike } from './fault.js';
import type { FaultedWorker } from './faulted-worker.js';
import type { Field } from './field.js';
import { Interruptions } from './interruptions.js';
import type { Lane } from './lane.js';
import { followToEnd, startRun } from './lane-run.js';
import { Later } from './later.js';
import type { PlannedFault, Scenario } from './plan.js';
import { GO_ON, type Order, type Point, spotName } from './points.js';
import type { Site } from './site.js';
import { StepCounts } from './step-counts.js';

/** The heartbeat timeout of `workflows/activity-proxies.ts`, with which a step hears of it, and what it takes to clean up. */
const CANCELLED_WITHIN_MS = 15_000;

/** Lets a run happen and the planned faults strike. */
export class Strikes {
  readonly fired: PlannedFault[] = [];
  /** Why faults that were to strike did not. */
  readonly missed = new Map<PlannedFault, string>();
  readonly violations: string[] = [];
  readonly recoveriesMs: number[] = [];
  readonly interruptions = new Interruptions();
  readonly stepCounts = new StepCounts();
  readonly trace = new Map<string, { spot: Point; times: number }>();
  killedWorkers = false;
  readonly #lane: Lane;
  readonly #site: Site;
  readonly #scenario: Scenario;
  readonly #later = new Later();
  #lostAtMs: number | null = null;
  #cancelledAtMs: number | null = null;

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
    const field: Omit<Field, 'later'> = {
      lane,
      catalogDatabase,
      workers,
      random: seededRandom(this.#scenario.seed),
      run: lane.client.workflow.getHandle(runId),
    };
    workers.onPoint = (point, worker) => this.#reached(field, point, worker);
    await startRun(lane, runId);
    const end = await followToEnd(lane, runId);
    const tookMs = this.#cancelledAtMs === null ? 0 : Date.now() - this.#cancelledAtMs;
    if (tookMs > CANCELLED_WITHIN_MS) this.violations.push(`It took ${tookMs} ms to cancel the run.`);
    await this.#later.done();
    return end;
  }

  async #reached(field: Omit<Field, 'later'>, point: Point, worker: FaultedWorker): Promise<Order> {
    const name = spotName(point);
    const times = (this.trace.get(name)?.times ?? 0) + 1;
    this.trace.set(name, { spot: point, times });
    if (this.#lostAtMs !== null && point.phase === 'before' && point.attempt > 1) {
      const wasTemporalAway = this.fired.some(({ fault }) => fault.part === 'temporal');
      if (!wasTemporalAway) this.recoveriesMs.push(Date.now() - this.#lostAtMs);
      this.#lostAtMs = null;
    }
    this.interruptions.reached(point);
    this.stepCounts.reached(point);
    // A run may go on elsewhere while a strike lasts; what it finds in the end is what the strike has left.
    if (point.activity === 'recountObjects' && point.phase === 'before') await this.#later.quiet();
    const planned = this.#scenario.faults.find(
      (one) => spotName(one.spot) === name && one.occurrence === times && !this.fired.includes(one),
    );
    if (planned === undefined) return GO_ON;
    this.fired.push(planned);
    this.interruptions.struck(planned.fault, point);
    const { losesWorker = false, ending } = planned.fault;
    if (losesWorker !== false) this.killedWorkers = true;
    // Which loss a step recovers from can't be told of several.
    if (losesWorker === true) this.#lostAtMs ??= Date.now();
    if (ending === 'cancelled' || ending === 'cancelled or same') this.#cancelledAtMs ??= Date.now();
    // The run may go on elsewhere and end before the strike does.
    return this.#later.underWay(this.#strike(planned, field, point, worker));
  }

  async #strike(
    planned: PlannedFault,
    field: Omit<Field, 'later'>,
    point: Point,
    worker: FaultedWorker,
  ): Promise<Order> {
    const { fault } = planned;
    const miss = (error: unknown) => {
      if (!(error instanceof NothingToStrike)) {
        this.violations.push(`"${fault.name}" could not be made to happen: ${String(error)}`);
        return;
      }
      if (this.missed.has(planned)) return;
      this.fired.splice(this.fired.indexOf(planned), 1);
      this.missed.set(planned, error.message);
      this.interruptions.spared(fault, point);
    };
    const later: Field['later'] = (delayMs, act) => {
      this.#later.add(delayMs, () => act().catch(miss));
    };
    try {
      return await fault.strike({ ...field, later }, point, worker);
    } catch (error) {
      miss(error);
      return GO_ON;
    }
  }
}
