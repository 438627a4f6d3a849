import { setTimeout as sleep } from 'node:timers/promises';
import { type History, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { RunEnd } from '../../client/run-outcome.js';
import { judgeEnd } from './judge-end.js';
import { type Lane, onDatabase, resetSource, SOURCE_DATABASE } from './lane.js';
import { followToEnd, startRun } from './lane-run.js';
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
import { GO_ON } from './points.js';
import { CONNECTION, openSite, type Site } from './site.js';
import { Strikes } from './strikes.js';

/** The heartbeat timeout of `workflows/activity-proxies.ts`, and what the next attempt may take to begin. */
export const RECOVERY_MS = 15_000;
/** What a transaction that publishes may take still. */
const PUBLISHED_WITHIN_MS = 2000;
const SESSIONS_GONE_AFTER_END_MS = 10_000;
const SESSIONS_GONE_AFTER_KILL_MS = 30_000;

/** What a scenario came to. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly fired: readonly PlannedFault[];
  /** Why faults that were to strike did not; one to whose spot no worker came is not among them. */
  readonly missed: ReadonlyMap<PlannedFault, string>;
  readonly violations: readonly string[];
  /** From each loss of a worker until an activity began again. */
  readonly recoveriesMs: readonly number[];
  /** By a fault's name: from each strike until the step that it struck was done, in milliseconds. */
  readonly interruptionsMs: Readonly<Record<string, readonly number[]>>;
  readonly durationMs: number;
  readonly trace: Trace;
  /** What the catalog says in the end. */
  readonly digest: Record<string, string>;
  readonly outcome: string;
  readonly history: History;
  /** What the workers have printed. */
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
    if (scenario.isSecond) await runFirst(lane, site, scenario);
    const before = await digestOf(site);
    const strikes = new Strikes(lane, site, scenario);
    const runId = runName(scenario);
    const end = await strikes.run(runId);
    await mend(lane, site);

    const mayBePublished = strikes.ending === 'terminated' || strikes.ending === 'same or published';
    const isInCatalog = isPublished(end) || (mayBePublished && (await isPublishedAfterAll(site, runId)));
    const outcome = end?.outcome ?? 'stuck';
    const violations = [
      ...strikes.violations,
      ...strikes.stepCounts.violations(strikes.fired.map(({ fault }) => fault)),
      ...judgeEnd(end, strikes.ending, expected?.outcome ?? outcome, isInCatalog),
      ...(isInCatalog ? [] : compareDigests(before, await digestOf(site), `after ${runId} failed`)),
      // Before another run would mend it.
      ...(isInCatalog && !isPublished(end) && expected !== null
        ? compareDigests(expected.digest, await digestOf(site), `after ${runId} was published all the same`)
        : []),
    ];
    const published = isPublished(end) ? { runId, end } : await runAgain(lane, site, scenario);
    const digest = await digestOf(site);
    const altered = strikes.fired.flatMap(({ fault }) => fault.alters ?? []);
    const historyOf = (id: string) => lane.client.workflow.getHandle(id).fetchHistory();
    const history = await historyOf(runId);
    violations.push(
      ...compareDigests(expected?.digest ?? digest, digest, `in the end of ${published.runId}`, altered),
      ...(isPublished(published.end)
        ? await checkArtifacts(site, await historyOf(published.runId), published.end.result)
        : [`${published.runId} did not complete.`]),
      // What a terminated run could not clean up, the next one has.
      ...(isInCatalog ? [] : await checkNothingLanded(site, lane, runId)),
      ...(await checkLeftovers(lane, site, strikes, history)),
      ...site.workers.lastWords.map((words) => `A worker died: ${words}`),
    );
    const { fired, missed, recoveriesMs, trace } = strikes;
    const interruptionsMs = strikes.interruptions.byFault;
    const durationMs = Date.now() - startedMs;
    const { output } = site.workers;
    const times = { recoveriesMs, interruptionsMs, durationMs };
    return { scenario, fired, missed, violations, ...times, trace, digest, outcome, history, output };
  } finally {
    await mend(lane, site);
    const isAltered = scenario.faults.some(({ fault }) => fault.alters !== undefined);
    if (scenario.isSecond || isAltered) await resetSource(lane.source);
  }
}

function runName({ number }: Scenario): string {
  return `extract/${CONNECTION}/scenario-${number}`;
}

function isPublished(end: RunEnd | null): end is Extract<RunEnd, { result: unknown }> {
  return end !== null && 'result' in end;
}

/** Whether a run that was terminated, or reset, is published: a transaction that was under way does not hear of it. */
async function isPublishedAfterAll({ catalog }: Site, runId: string): Promise<boolean> {
  await sleep(PUBLISHED_WITHIN_MS);
  return (await catalog.getRun(runId))?.status === 'published';
}

/** A run that nothing happens to. */
async function undisturbed(lane: Lane, site: Site, runId: string): Promise<RunEnd | null> {
  site.workers.onPoint = () => Promise.resolve(GO_ON);
  await startRun(lane, runId);
  return followToEnd(lane, runId);
}

/** The run before a second one, and what changes in the source between them. */
async function runFirst(lane: Lane, site: Site, scenario: Scenario): Promise<void> {
  await undisturbed(lane, site, `${runName(scenario)}/first`);
  await onDatabase(lane.source, SOURCE_DATABASE, CHANGE);
}

/** A further run of the source as it was before a fault took something from it: it must find nothing in its way. */
async function runAgain(
  lane: Lane,
  site: Site,
  scenario: Scenario,
): Promise<{ runId: string; end: RunEnd | null }> {
  const runId = `${runName(scenario)}/again`;
  await resetSource(lane.source);
  if (scenario.isSecond) await onDatabase(lane.source, SOURCE_DATABASE, CHANGE);
  return { runId, end: await undisturbed(lane, site, runId) };
}

/** Nothing is doubled or left over, in the catalog, the store, the source, and what the run says of itself. */
async function checkLeftovers(
  lane: Lane,
  site: Site,
  { killedWorkers }: Strikes,
  history: History,
): Promise<string[]> {
  const goneAfterMs = killedWorkers ? SESSIONS_GONE_AFTER_KILL_MS : SESSIONS_GONE_AFTER_END_MS;
  return [
    ...(await checkDuplicates(site, lane)),
    ...(await checkOrphans(site)),
    ...(await checkSessions(lane, goneAfterMs)),
    ...checkSecrets(lane.secrets, {
      "the workers' logs": site.workers.output,
      'the history': historyToJSON(history),
      'the history, decoded': decoded(history),
    }),
  ];
}

/** Makes everything good again that a fault has made bad. */
async function mend(lane: Lane, { workers }: Site): Promise<void> {
  workers.onPoint = () => Promise.resolve(GO_ON);
  lane.s3.proxy.fail = () => undefined;
  await Promise.all(Object.values(lane.disks).map((disk) => disk.free()));
  await Promise.all([lane.temporal.restart(), lane.catalog.restart(), lane.source.restart()]);
  await Promise.all(Object.values(lane.wires).map((wire) => wire.heal()));
}

/** Payloads are base64 in a history's JSON: secrets would not show. */
function decoded(history: History): string {
  return JSON.stringify(history, (_, value: unknown) => {
    const { type, data } = (value ?? {}) as { type?: unknown; data?: unknown };
    if (type === 'Buffer') return Buffer.from(data as number[]).toString('utf8');
    return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value;
  });
}
