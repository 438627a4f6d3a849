import type { Fault } from './fault.js';
import type { Point } from './points.js';

/** How long strikes held up the steps that they struck. */
export class Interruptions {
  /** By a fault's name: from each strike until the step that it struck was done, in milliseconds. */
  readonly byFault: Record<string, number[]> = {};
  readonly #open = new Map<string, { readonly fault: Fault; readonly sinceMs: number }>();

  /** A worker has come to a point. */
  reached({ activityId, phase }: Point): void {
    const open = this.#open.get(activityId);
    if (open === undefined || phase !== 'after') return;
    (this.byFault[open.fault.name] ??= []).push(Date.now() - open.sinceMs);
    this.#open.delete(activityId);
  }

  /** A fault strikes at that point. */
  struck(fault: Fault, { activityId }: Point): void {
    if (!this.#open.has(activityId)) this.#open.set(activityId, { fault, sinceMs: Date.now() });
  }

  /** It was said to strike there, and has not. */
  spared(fault: Fault, { activityId }: Point): void {
    if (this.#open.get(activityId)?.fault === fault) this.#open.delete(activityId);
  }
}
