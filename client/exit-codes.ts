import type { Outcome } from '../contracts/extraction.js';

/** What the process's exit code tells a script; `docs/command-line.md` lists them. */
export const EXIT_CODES = {
  completed: 0,
  /** The run failed, or the command could not do its work. */
  failed: 1,
  /** The run was published, and something in the source could not be read. */
  completed_with_gaps: 2,
  cancelled: 3,
  /** `lint` found something as severe as `--fail-on`, or another command an artifact that is missing or altered. */
  findings: 4,
  /** The run landed and is held back: it would remove much, and waits for `confirm`. */
  held: 5,
  /** The command line or the configuration is wrong: nothing was started. As `EX_USAGE` of sysexits.h. */
  usage: 64,
  /** Ended by Ctrl-C: 128 and the number of SIGINT, as shells have it. */
  interrupted: 130,
} as const satisfies Record<Outcome, number> & Record<string, number>;
