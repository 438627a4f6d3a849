import { MockActivityEnvironment } from '@temporalio/testing';
import { connectDatabase } from '../../activities/connect-database.js';
import type { ActivityDeps } from '../../activities/deps.js';
import { discoverSchemas } from '../../activities/discover-schemas.js';
import { extractKinds } from '../../activities/extract-kinds.js';
import { loadCatalog } from '../../activities/load-catalog.js';
import { publishRun } from '../../activities/publish-run.js';
import { recountObjects } from '../../activities/recount-objects.js';
import { registerArtifacts } from '../../activities/register-artifacts.js';
import { runActivity } from '../../activities/run-activity.js';
import { transformMetadata } from '../../activities/transform-metadata.js';
import type { PublishInput } from '../../catalog/provider.js';
import type { ArtifactRef } from '../../contracts/artifact.js';
import { type ExtractionPlan, type KindTotals, PARTITION_STAGES } from '../../contracts/extraction.js';
import { DEFAULT_PARTITION_SIZE, type Partition } from '../../contracts/partition.js';
import { kindsOfStage } from '../../contracts/kinds/index.js';
import { type CpuByProcess, cpuBetween, cpuByProcess } from '../cpu-time.js';
import { runQueries } from './query-stage.js';
import { StageClock } from './stage-clock.js';
import type { Clock, ServerCpu, Stage, StagedRun } from './stages.js';
import { timedCodec, timedReports, timedSource } from './timed-deps.js';

/** What is run by stages, and the processes that work for it. */
export interface StagedInput {
  readonly deps: ActivityDeps;
  readonly connection: string;
  /** Of the source, for queries that no row is read of. */
  readonly url: string;
  readonly sourceMajor: number;
  readonly pids: Readonly<Record<keyof CpuByProcess, number>>;
}

/** What the stages share. */
interface Work extends StagedInput {
  readonly runId: string;
  readonly clock: Clock;
  /** Runs an activity as a worker would. */
  readonly activity: <T>(act: () => Promise<T>) => Promise<T>;
}

/**
 * Runs the activities of one extraction in this process, one after the other, each kind by itself: nothing overlaps but
 * the source, which sends ahead. Throws what they throw, and when the run was not complete.
 */
export async function runStages(input: StagedInput): Promise<StagedRun> {
  const { deps, connection, url, sourceMajor } = input;
  const runId = `stages/${connection}`;
  const environment = new MockActivityEnvironment();
  const activity = <T>(act: () => Promise<T>) => environment.run<[], T, () => Promise<T>>(act);
  const work: Work = { ...input, runId, clock: new StageClock(), activity };
  const servers: ServerCpu = {};
  const stage = stageRunner(work, servers);

  const { facts, plan } = await stage('count', () => discover(work));
  const { partitions, snapshot } = plan;
  await stage('query', () => runQueries(url, sourceMajor, partitions));
  const raw: ArtifactRef[] = [];
  const artifacts: ArtifactRef[] = [];
  for (const partition of partitions) {
    const discovered = plan.artifacts.filter(({ partitionId }) => partitionId === partition.partitionId);
    const read = [...discovered, ...(await stage('read', () => extract(work, plan, partition)))];
    const made = [...read, ...(await stage('transform', () => transform(work, read)))];
    await stage('load', () => load(work, partition, made));
    raw.push(...read);
    artifacts.push(...made);
  }
  const recount = { runId, connection, snapshot, partitions, isLast: true };
  await stage('recount', () => activity(() => recountObjects(deps, recount)));
  await stage('register', () =>
    activity(() => registerArtifacts(deps, { runId, connection, facts, artifacts })),
  );
  const { outcome } = await stage('publish', () =>
    activity(() => publishRun(deps, publication(work, plan, raw))),
  );
  if (outcome !== 'completed') throw new Error(`The run by stages ended ${outcome}.`);
  return { clock: work.clock, servers, rows: raw.reduce((sum, { rows }) => sum + rows, 0) };
}

/** Runs a stage by the clock, and adds up what the servers used meanwhile. */
function stageRunner({ clock, pids }: Work, servers: ServerCpu) {
  return async <T>(name: Stage, act: () => Promise<T>): Promise<T> => {
    const before = await cpuByProcess(pids);
    const result = await clock.during(name, act);
    const used = cpuBetween(before, await cpuByProcess(pids));
    if (used !== null) {
      const { source = 0, catalog = 0 } = servers[name] ?? {};
      servers[name] = { source: source + used.source, catalog: catalog + used.catalog };
    }
    return result;
  };
}

async function discover({ deps, activity, runId, connection }: Work) {
  const facts = await activity(() => connectDatabase(deps, { runId, connection }));
  const input = { runId, connection, partitionSize: DEFAULT_PARTITION_SIZE, filter: {}, full: true };
  return { facts, plan: await activity(() => discoverSchemas(deps, input)) };
}

async function extract(work: Work, { filter }: ExtractionPlan, partition: Partition): Promise<ArtifactRef[]> {
  const { clock, activity, runId, connection } = work;
  const source = timedSource(await work.deps.source(connection), clock);
  const codec = timedCodec(work.deps.codec, clock, 'filter');
  const deps = { ...work.deps, codec, catalog: timedReports(work.deps.catalog, clock) };
  const artifacts: ArtifactRef[] = [];
  for (const stage of PARTITION_STAGES) {
    for (const kind of kindsOfStage(stage, partition.scope)) {
      // A report takes the place of an earlier one of the same stage.
      const input = { runId, partition, reading: 1, filter, stage: `${stage}/${kind}`, kinds: [kind] };
      const read = () => runActivity(deps, (_, scope) => extractKinds(deps, scope, source, input));
      artifacts.push(...(await clock.during('store', () => activity(read))));
    }
  }
  return artifacts;
}

async function transform(work: Work, raw: readonly ArtifactRef[]): Promise<ArtifactRef[]> {
  const { clock, activity } = work;
  const deps = { ...work.deps, codec: timedCodec(work.deps.codec, clock, 'transform') };
  const made: ArtifactRef[] = [];
  for (const artifact of raw) {
    const input = { artifacts: [artifact] };
    made.push(...(await clock.during('store', () => activity(() => transformMetadata(deps, input)))));
  }
  return made;
}

async function load(
  { deps, activity, clock, runId }: Work,
  { partitionId }: Partition,
  artifacts: readonly ArtifactRef[],
): Promise<void> {
  const timed = { ...deps, codec: timedCodec(deps.codec, clock, 'load') };
  await activity(() => loadCatalog(timed, { runId, partitionId, reading: 1, artifacts }));
}

function publication(
  { runId }: Work,
  { partitions }: ExtractionPlan,
  raw: readonly ArtifactRef[],
): PublishInput {
  const extracted: KindTotals = {};
  for (const { kind, rows } of raw) extracted[kind] = (extracted[kind] ?? 0) + rows;
  return { runId, extracted, partitions: partitions.map(({ partitionId }) => ({ partitionId, reading: 1 })) };
}
