import { type Random, seededRandom } from '../support/random-ddl.js';
import type { Fault, Part } from './fault.js';
import { FAULTS } from './matrix/index.js';
import { type ActivityName, type Phase, type Spot, spotName } from './points.js';

/** A fault, and when it strikes: when a worker comes to a spot for the nth time. */
export interface PlannedFault extends Moment {
  readonly fault: Fault;
}

/** When a worker comes to a spot for the nth time. */
interface Moment {
  readonly spot: Spot;
  /** From 1. */
  readonly occurrence: number;
}

/** One run and what happens to it. */
export interface Scenario {
  readonly number: number;
  /** Of whatever is left to chance while it runs. */
  readonly seed: number;
  readonly store: 'local' | 's3';
  /** Whether it is the second run of its source, which has changed a little since the first. */
  readonly isSecond: boolean;
  /** Whether the worker remembers two workflows only, so that histories are replayed all the time. */
  readonly hasSmallCache: boolean;
  readonly faults: readonly PlannedFault[];
}

export interface PlanOptions {
  readonly seed: number;
  /** Faults at least. */
  readonly faults: number;
  /** Those of some parts only. */
  readonly parts: readonly Part[];
  /** Whether slow ones are among them. */
  readonly slow: boolean;
  /** At most so many in a run. */
  readonly perRun: number;
  /** Only this: the name of a fault and the spot where it strikes, `the worker is killed@loadCatalog/commit`. */
  readonly strike?: string;
}

/** Spots that a run of its kind comes to, and how often. */
export type Trace = ReadonlyMap<string, { readonly spot: Spot; readonly times: number }>;

/** A later occurrence may not come about when an earlier fault has changed the course of things. */
const LATEST_OCCURRENCE = 2;

/**
 * Cuts faults into scenarios: each kind of fault as often as the others, of those that a run survives up to `perRun` to a
 * run, at spots that such runs come to. A pure function of its arguments.
 */
export function planScenarios(options: PlanOptions, traceOf: (isSecond: boolean) => Trace): Scenario[] {
  if (options.strike !== undefined) return [singleStrike(options.strike)];
  const random = seededRandom(options.seed);
  const matrix = FAULTS.filter(
    ({ part, isSlow }) => options.parts.includes(part) && (options.slow || isSlow !== true),
  );
  const deck: Fault[] = [];
  while (deck.length < options.faults) deck.push(...shuffled(matrix, random));
  deck.length = options.faults;

  const scenarios: Scenario[] = [];
  while (deck.length > 0) {
    const store = deck[0]?.store ?? (random(3) === 0 ? 's3' : 'local');
    const isSecond = random(4) === 0;
    const trace = traceOf(isSecond);
    scenarios.push({
      number: scenarios.length + 1,
      seed: random(2 ** 31),
      store,
      isSecond,
      hasSmallCache: random(4) === 0,
      faults: takeForOneRun(deck, { store, trace, most: options.perRun }, random),
    });
  }
  return scenarios;
}

function singleStrike(strike: string): Scenario {
  const [name, place = ''] = strike.split('@');
  const fault = FAULTS.find((one) => one.name === name);
  const [activity, phase] = place.split('/') as [ActivityName, Phase];
  if (fault === undefined) throw new Error(`There is no fault "${name}".`);
  return {
    number: 1,
    seed: 1,
    store: fault.store ?? 'local',
    isSecond: false,
    hasSmallCache: false,
    faults: [{ fault, spot: { activity, phase }, occurrence: 1 }],
  };
}

interface OneRun {
  readonly store: Scenario['store'];
  readonly trace: Trace;
  /** Faults at most. */
  readonly most: number;
}

/** Takes faults off the deck that fit into one run, each with a moment of its own: one that ends the run stands alone. */
function takeForOneRun(deck: Fault[], { store, trace, most }: OneRun, random: Random): PlannedFault[] {
  const first = deck.shift();
  if (first === undefined) return [];
  const moment = chooseMoment(first, trace, [], random);
  if (moment === null) throw new Error(`No run comes to a spot where "${first.name}" can strike.`);
  const planned = [{ fault: first, ...moment }];
  for (const fault of first.ending === 'same' ? [...deck] : []) {
    if (planned.length >= most) break;
    const fits = fault.ending === 'same' && (fault.store ?? store) === store;
    if (!fits || planned.some((one) => one.fault === fault)) continue;
    const itsMoment = chooseMoment(fault, trace, planned, random);
    if (itsMoment === null) continue;
    deck.splice(deck.indexOf(fault), 1);
    planned.push({ fault, ...itsMoment });
  }
  return planned;
}

/** When a fault strikes; never when another of the run does, since one strike takes a worker off its way. */
function chooseMoment(
  fault: Fault,
  trace: Trace,
  planned: readonly PlannedFault[],
  random: Random,
): Moment | null {
  const moments = [...trace.values()]
    .filter(({ spot }) => fault.strikesAt?.(spot) ?? true)
    .sort((a, b) => (spotName(a.spot) < spotName(b.spot) ? -1 : 1))
    .map(({ spot, times }) => ({ spot, occurrence: 1 + random(Math.min(times, LATEST_OCCURRENCE)) }))
    .filter((one) => !planned.some((other) => isSameMoment(one, other)));
  return moments[random(moments.length)] ?? null;
}

function isSameMoment(a: Moment, b: Moment): boolean {
  return a.occurrence === b.occurrence && spotName(a.spot) === spotName(b.spot);
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(random(left.length), 1));
}
