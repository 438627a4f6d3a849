import type { Fault } from './fault.js';
import type { Point } from './points.js';

interface StepCount {
  readonly activity: string;
  /** Attempts that began. */
  begun: number;
  /** Attempts whose body came to its end. */
  done: number;
}

/** How often each step of a run was begun, and how often its work was done. */
export class StepCounts {
  readonly #steps = new Map<string, StepCount>();

  /** A worker has come to a point. */
  reached(point: Point): void {
    const { executionId, activityId, activity, phase } = point;
    if (phase !== 'before' && phase !== 'after') return;
    const key = `${executionId}/${activityId}`;
    const step = this.#steps.get(key) ?? { activity, begun: 0, done: 0 };
    step[phase === 'before' ? 'begun' : 'done']++;
    this.#steps.set(key, step);
  }

  /**
   * Steps that were done again more often than something struck, or, where it is known of everything that did how often a
   * step begins again because of it, were begun more often than that.
   */
  violations(struck: readonly Fault[]): string[] {
    if (struck.some(({ losesWorker }) => losesWorker === 'often')) return [];
    const known = struck.map(({ beginsAgain }) => beginsAgain).filter((times) => times !== undefined);
    const mostBegun =
      known.length === struck.length ? known.reduce<number>((sum, times) => sum + times, 1) : Infinity;
    const mostDone = 1 + struck.length;
    return [...this.#steps.values()]
      .filter(({ begun, done }) => begun > mostBegun || done > mostDone)
      .map(
        ({ activity, begun, done }) =>
          `A step (${activity}) was begun ${begun} times and done ${done} times.`,
      );
  }
}
