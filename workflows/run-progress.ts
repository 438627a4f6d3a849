import { setCurrentDetails, setHandler, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import {
  type ExtractionProgress,
  type Outcome,
  PARTITION_STAGES,
  type Stage,
  STAGES,
} from '../contracts/extraction.js';
import type { ArtifactRef } from '../contracts/artifact.js';
import type { Kind } from '../contracts/kinds/index.js';
import { getProgress, outcomeAttribute, sourceAttribute, stageAttribute } from './messages.js';

/** What is known of earlier executions of the same run, when it continued as new. */
export interface ProgressSoFar {
  readonly startedAtMs: number;
  readonly objects: Partial<Record<Kind, number>>;
  readonly partitionsDone: number;
  readonly partitionsTotal: number;
}

/** The furthest-behind of the stages that partitions are in. */
function earliest(stages: Iterable<Stage>): Stage | undefined {
  return [...stages].sort((a, b) => STAGES.indexOf(a) - STAGES.indexOf(b))[0];
}

/** Keeps what the progress query, the Temporal UI and the search attributes show. */
export class RunProgress {
  readonly startedAtMs: number;
  readonly objects: Partial<Record<Kind, number>>;
  #partitionsDone: number;
  #partitionsTotal: number;
  #stage: Stage | 'done' = 'connectDatabase';
  #outcome: Outcome | 'running' = 'running';
  readonly #partitionStages = new Map<string, Stage>();

  constructor(connection: string, soFar: ProgressSoFar | undefined) {
    this.startedAtMs = soFar?.startedAtMs ?? workflowInfo().startTime.getTime();
    this.objects = { ...soFar?.objects };
    this.#partitionsDone = soFar?.partitionsDone ?? 0;
    this.#partitionsTotal = soFar?.partitionsTotal ?? 0;
    setHandler(getProgress, () => this.snapshot());
    upsertSearchAttributes([{ key: sourceAttribute, value: connection }]);
    this.#show();
  }

  snapshot(): ExtractionProgress {
    return {
      runId: workflowInfo().workflowId,
      stage: this.#stage,
      outcome: this.#outcome,
      partitionsDone: this.#partitionsDone,
      partitionsTotal: this.#partitionsTotal,
      objects: this.objects,
      startedAt: new Date(this.startedAtMs).toISOString(),
      elapsedMs: this.elapsedMs(),
    };
  }

  elapsedMs(): number {
    return Date.now() - this.startedAtMs;
  }

  soFar(): ProgressSoFar {
    return {
      startedAtMs: this.startedAtMs,
      objects: this.objects,
      partitionsDone: this.#partitionsDone,
      partitionsTotal: this.#partitionsTotal,
    };
  }

  enter(stage: Stage): void {
    if (stage === this.#stage) return;
    this.#stage = stage;
    this.#show();
  }

  /** The plan is known: this many partitions. */
  planned(partitions: number): void {
    this.#partitionsTotal = partitions;
  }

  /** A partition goes on to a stage; the run's own stage is the furthest-behind of its partitions'. */
  enterPartition(partitionId: string, stage: Stage): void {
    this.#partitionStages.set(partitionId, stage);
    this.enter(earliest(this.#partitionStages.values()) ?? PARTITION_STAGES[0]);
  }

  partitionDone(partitionId: string): void {
    this.#partitionStages.delete(partitionId);
    this.#partitionsDone += 1;
    this.#show();
  }

  /** Counts what was extracted, by the artifacts' own rows. */
  extracted(artifacts: readonly ArtifactRef[]): void {
    for (const { kind, rows } of artifacts) this.objects[kind] = (this.objects[kind] ?? 0) + rows;
  }

  finish(outcome: Outcome): void {
    this.#stage = 'done';
    this.#outcome = outcome;
    upsertSearchAttributes([
      { key: stageAttribute, value: 'done' },
      { key: outcomeAttribute, value: outcome },
    ]);
    setCurrentDetails(this.#details());
  }

  #show(): void {
    upsertSearchAttributes([{ key: stageAttribute, value: this.#stage }]);
    setCurrentDetails(this.#details());
  }

  /** Markdown, for the Temporal UI. */
  #details(): string {
    const objects = Object.entries(this.objects).map(([kind, count]) => `| ${kind} | ${count} |`);
    return [
      `**${this.#outcome === 'running' ? this.#stage : this.#outcome}**, ` +
        `${this.#partitionsDone} of ${this.#partitionsTotal} partitions`,
      ...(objects.length > 0 ? ['', '| kind | objects |', '| --- | ---: |', ...objects] : []),
    ].join('\n');
  }
}
