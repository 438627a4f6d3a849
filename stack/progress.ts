/**
 * How the stack says what it is doing. It renders nothing itself: the terminal belongs to the client, and tests
 * write plain lines.
 */

/** One thing being done, such as starting PostgreSQL. Several steps may be open at the same time. */
export interface StackStep {
  /** What is happening now, a short phrase: at most once a second while it lasts. */
  update(text: string): void;
  /** The step succeeded; the text says with what result. */
  done(text: string): void;
  /** The step failed; the error itself is thrown as well. */
  fail(text: string): void;
}

export interface StackReporter {
  /** Opens a step, named by what it works on: `PostgreSQL 18`, `Temporal`. */
  step(name: string): StackStep;
}

/** A reporter that says nothing. */
export const silentReporter: StackReporter = {
  step: () => ({ update: () => undefined, done: () => undefined, fail: () => undefined }),
};

/** A line about the same step is repeated at most this often, so that a build of minutes stays readable in a log. */
const UPDATE_INTERVAL_MS = 10_000;

/** A reporter of plain lines, `Temporal: building ...`, for logs and for output that is not a terminal. */
export function lineReporter(write: (line: string) => void): StackReporter {
  return {
    step: (name) => {
      let lastUpdateMs = 0;
      return {
        update: (text) => {
          if (Date.now() - lastUpdateMs < UPDATE_INTERVAL_MS) return;
          lastUpdateMs = Date.now();
          write(`${name}: ${text}`);
        },
        done: (text) => {
          write(`${name}: ${text}`);
        },
        fail: (text) => {
          write(`${name}: failed: ${text}`);
        },
      };
    },
  };
}
