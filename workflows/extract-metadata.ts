import { ContinueAsNew, continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { ArtifactRef } from '../contracts/artifact.js';
import type {
  ExtractionInput,
  ExtractionPlan,
  ExtractionResult,
  SourceFacts,
} from '../contracts/extraction.js';
import { DEFAULT_PARTITION_SIZE } from '../contracts/partition.js';
import { connectDatabase, extractionActivities, registerArtifacts } from './activity-proxies.js';
import { endRun } from './end-run.js';
import { readingOf, type RunWork } from './extract-partition.js';
import { extractPartitions } from './extract-partitions.js';
import { Pausing } from './pausing.js';
import { publishWhenConfirmed } from './publish-when-confirmed.js';
import { readChangedAgain } from './read-again.js';
import { type ProgressSoFar, RunProgress } from './run-progress.js';
import { tellOutrun } from './tell-outrun.js';

/** Artifacts registered at a time: about 100 KB of payload. */
const REGISTER_AT_ONCE = 200;

/** What a run that continues as new hands to itself: a cursor, never results. */
interface RunCursor {
  readonly facts: SourceFacts;
  readonly plan: ExtractionPlan;
  readonly partitionsBegun: number;
  /** See `RunWork`. */
  readonly readings?: Readonly<Record<string, number>>;
  readonly progress: ProgressSoFar;
  readonly isPaused?: boolean;
}

/** `ExtractionInput`, and what only the workflow itself gives. */
export interface ExtractionWorkflowInput extends ExtractionInput {
  readonly cursor?: RunCursor;
}

/**
 * Extracts all metadata of one database and publishes it in the catalog: W1 of the requirements. The workflow's id is
 * the run's id, so that a run can continue as new, be retried or reset and still be the same run.
 */
export async function metadataExtractionWorkflow(input: ExtractionWorkflowInput): Promise<ExtractionResult> {
  const { connection, cursor } = input;
  const runId = workflowInfo().workflowId;
  const progress = new RunProgress(connection, cursor?.progress);
  const pausing = new Pausing(progress, cursor?.isPaused);
  try {
    const facts = cursor?.facts ?? (await connectDatabase({ runId, connection }));
    const plan = cursor?.plan ?? (await discover(input, runId, facts, progress, pausing));
    const registration = new Registration({ runId, connection, facts });
    const readings = new Map(Object.entries(cursor?.readings ?? {}));
    const register = (artifacts: readonly ArtifactRef[]) => registration.add(artifacts);
    const work: RunWork = { runId, connection, facts, plan, progress, pausing, readings, register };

    const remaining = plan.partitions.slice(cursor?.partitionsBegun ?? 0);
    const begun = await extractPartitions(work, remaining, () => !workflowInfo().continueAsNewSuggested);
    if (begun < remaining.length) {
      await registration.register();
      const partitionsBegun = plan.partitions.length - remaining.length + begun;
      const next = {
        facts,
        plan,
        partitionsBegun,
        readings: Object.fromEntries(readings),
        progress: progress.soFar(),
        ...(pausing.isPaused && { isPaused: true }),
      };
      await continueAsNew<typeof metadataExtractionWorkflow>({ ...input, cursor: next });
    }
    await readChangedAgain(work);

    await pausing.end();
    progress.enter('registerArtifacts');
    await registration.register();
    progress.enter('publishRun');
    const publication = {
      runId,
      ...(input.allowRemovals === true && { allowRemovals: true }),
      extracted: progress.objects(),
      partitions: plan.partitions.map(({ partitionId }) => ({
        partitionId,
        reading: readingOf(work, partitionId),
      })),
    };
    const { outrun, ...published } = await publishWhenConfirmed(publication, progress);
    await tellOutrun(outrun);
    progress.finish(published.outcome);
    return {
      runId,
      ...published,
      source: facts,
      mode: plan.mode,
      startedAt: new Date(progress.startedAtMs).toISOString(),
      durationMs: progress.elapsedMs(),
    };
  } catch (error) {
    if (error instanceof ContinueAsNew) throw error;
    throw await endRun(error, runId, progress);
  }
}

async function discover(
  input: ExtractionInput,
  runId: string,
  facts: SourceFacts,
  progress: RunProgress,
  pausing: Pausing,
): Promise<ExtractionPlan> {
  const { connection, partitionSize = DEFAULT_PARTITION_SIZE, filter = {}, full = false } = input;
  progress.enter('discoverSchemas');
  const { discoverSchemas } = extractionActivities(facts.sourceType);
  const plan = await pausing.read(() => discoverSchemas({ runId, connection, partitionSize, filter, full }));
  progress.planned(plan.partitions.length);
  return plan;
}

/** Registers artifacts in bounded groups. */
class Registration {
  readonly #run: Pick<RunWork, 'runId' | 'connection' | 'facts'>;
  #unregistered: ArtifactRef[] = [];

  constructor(run: Pick<RunWork, 'runId' | 'connection' | 'facts'>) {
    this.#run = run;
  }

  async add(artifacts: readonly ArtifactRef[]): Promise<void> {
    this.#unregistered.push(...artifacts);
    if (this.#unregistered.length >= REGISTER_AT_ONCE) await this.register();
  }

  async register(): Promise<void> {
    while (this.#unregistered.length > 0) {
      const artifacts = this.#unregistered.splice(0, REGISTER_AT_ONCE);
      await registerArtifacts({ ...this.#run, artifacts });
    }
  }
}
