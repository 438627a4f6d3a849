import type { ReadContext, SharedContext } from '../source.js';
import type { ReadSession } from './session.js';

/** A context with the session that all its reads use. */
export class SharedSession implements SharedContext {
  readonly runId: string;
  readonly signal: AbortSignal;
  readonly cost: ReadContext['cost'];
  readonly session: ReadSession;

  constructor({ runId, signal, cost }: ReadContext, session: ReadSession) {
    this.runId = runId;
    this.signal = signal;
    this.cost = cost;
    this.session = session;
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.session[Symbol.asyncDispose]();
  }
}
