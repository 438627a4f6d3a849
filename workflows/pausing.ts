import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  setHandler,
  TimeoutFailure,
} from '@temporalio/workflow';
import type { PauseInput } from '../contracts/extraction.js';
import { pauseRun, resumeRun } from './messages.js';
import type { RunProgress } from './run-progress.js';

/**
 * Lets people pause a run. While it is paused no step begins; steps that read the source are stopped at once, within
 * what a heartbeat takes, and begin again when it is resumed: what they have checkpointed they find again. When one of them
 * fails for good, what waits for the resumption fails with it.
 */
export class Pausing {
  readonly #progress: RunProgress;
  readonly #reading = new Set<CancellationScope>();
  #isPaused: boolean;
  #failure: Error | undefined;
  /** Publication is one transaction: from there on there is nothing to pause. */
  #isOver = false;

  constructor(progress: RunProgress, isPaused = false) {
    this.#progress = progress;
    this.#isPaused = isPaused;
    if (isPaused) progress.pause(undefined);
    const pause = ({ reason }: PauseInput) => {
      this.#pause(reason);
    };
    const resume = () => {
      this.#resume();
    };
    setHandler<unknown, [PauseInput], typeof pauseRun>(pauseRun, pause, {
      validator: () => {
        if (this.#isOver) throw new Error('It has been read and is being published.');
        if (this.#isPaused) throw new Error('It is paused already.');
      },
    });
    setHandler(resumeRun, resume, {
      validator: () => {
        if (!this.#isPaused) throw new Error('It is not paused.');
      },
    });
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Waits while the run is paused, then runs a step. */
  async run<T>(step: () => Promise<T>): Promise<T> {
    // Not awaited otherwise: that would change the order of commands, and histories of before would not replay.
    if (this.#isPaused) await this.#resumed();
    return step().catch((error: unknown) => this.#failWith(error));
  }

  /** The same with a step that reads the source: a pause stops it, and it begins again. */
  async read<T>(step: () => Promise<T>): Promise<T> {
    for (;;) {
      if (this.#isPaused) await this.#resumed();
      const scope = new CancellationScope();
      this.#reading.add(scope);
      try {
        return await scope.run(step);
      } catch (error) {
        const ofRun = CancellationScope.current().consideredCancelled;
        if (ofRun || !scope.consideredCancelled || !mayPass(error)) this.#failWith(error);
      } finally {
        this.#reading.delete(scope);
      }
    }
  }

  /** Waits while the run is paused; from then on it can't be any more. */
  async end(): Promise<void> {
    if (this.#isPaused) await this.#resumed();
    this.#isOver = true;
  }

  async #resumed(): Promise<void> {
    await condition(() => !this.#isPaused || this.#failure !== undefined);
    if (this.#failure !== undefined) throw this.#failure;
  }

  #failWith(error: unknown): never {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
    throw error;
  }

  #pause(reason: string | undefined): void {
    this.#isPaused = true;
    this.#progress.pause(reason);
    for (const scope of this.#reading) scope.cancel();
  }

  #resume(): void {
    this.#isPaused = false;
    this.#progress.goOn();
  }
}

/**
 * Whether a step that was told to stop did so, or ended otherwise before it heard of it, in a way that it would have been
 * tried again after: Temporal tries a step again no more once it has been told to stop.
 */
function mayPass(error: unknown): boolean {
  if (isCancellation(error)) return true;
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  return (
    cause instanceof TimeoutFailure || (cause instanceof ApplicationFailure && cause.nonRetryable !== true)
  );
}
