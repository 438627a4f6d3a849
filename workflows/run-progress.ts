import { setCurrentDetails, setHandler, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import {
  type ExtractionProgress,
  type KindTotals,
  type Outcome,
  type RunOutcome,
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
  /** Objects extracted, by partition. */
  readonly extracted: Readonly<Record<string, KindTotals>>;
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
  readonly #extracted: Record<string, KindTotals>;
  #partitionsDone: number;
  #partitionsTotal: number;
  #stage: Stage | 'done' = 'connectDatabase';
  #outcome: RunOutcome = 'running';
  #message: string | undefined;
  readonly #partitionStages = new Map<string, Stage>();

  constructor(connection: string, soFar: ProgressSoFar | undefined) {
    this.startedAtMs = soFar?.startedAtMs ?? workflowInfo().startTime.getTime();
    this.#extracted = { ...soFar?.extracted };
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
      ...(this.#message !== undefined && { message: this.#message }),
      partitionsDone: this.#partitionsDone,
      partitionsTotal: this.#partitionsTotal,
      objects: this.objects(),
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
      extracted: this.#extracted,
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

  /** A partition is read, once more perhaps: then what was extracted of it before counts no more. */
  beginPartition(partitionId: string, discovered: readonly ArtifactRef[]): void {
    this.#extracted[partitionId] = {};
    this.extracted(partitionId, discovered);
    this.enterPartition(partitionId, PARTITION_STAGES[0]);
  }

  partitionDone(partitionId: string, isFirst: boolean): void {
    this.#partitionStages.delete(partitionId);
    if (isFirst) this.#partitionsDone += 1;
    this.#show();
  }

  /** Counts what was extracted of a partition, by the artifacts' own rows. */
  extracted(partitionId: string, artifacts: readonly ArtifactRef[]): void {
    const totals = (this.#extracted[partitionId] ??= {});
    for (const { kind, rows } of artifacts) totals[kind] = (totals[kind] ?? 0) + rows;
  }

  /** Objects extracted so far. */
  objects(): KindTotals {
    const totals: KindTotals = {};
    for (const ofPartition of Object.values(this.#extracted)) {
      for (const [kind, rows] of Object.entries(ofPartition) as [Kind, number][]) {
        totals[kind] = (totals[kind] ?? 0) + rows;
      }
    }
    return totals;
  }

  /** The run waits to be confirmed, and says why. */
  hold(message: string): void {
    this.#wait('held', message);
  }

  /** The run is paused. */
  pause(reason: string | undefined): void {
    this.#wait('paused', reason);
  }

  #wait(outcome: RunOutcome, message: string | undefined): void {
    this.#outcome = outcome;
    this.#message = message;
    upsertSearchAttributes([{ key: outcomeAttribute, value: outcome }]);
    setCurrentDetails(this.#details());
  }

  /** It waits no more. */
  goOn(): void {
    this.#outcome = 'running';
    this.#message = undefined;
    upsertSearchAttributes([{ key: outcomeAttribute, value: null }]);
    setCurrentDetails(this.#details());
  }

  finish(outcome: Outcome): void {
    this.#stage = 'done';
    this.#outcome = outcome;
    this.#message = undefined;
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
    const objects = Object.entries(this.objects()).map(([kind, count]) => `| ${kind} | ${count} |`);
    return [
      ...(this.#message === undefined ? [] : [this.#message, '']),
      `**${this.#outcome === 'running' ? this.#stage : this.#outcome}**, ` +
        `${this.#partitionsDone} of ${this.#partitionsTotal} partitions`,
      ...(objects.length > 0 ? ['', '| kind | objects |', '| --- | ---: |', ...objects] : []),
    ].join('\n');
  }
}
