import { SourceSenseError } from '../contracts/failure.js';
import type { StackStep } from './progress.js';

export interface FoundExecutable {
  readonly path: string;
  /** Where it came from, for people: `on the PATH`. */
  readonly origin: string;
}

/** One place an executable may come from. */
export interface ExecutableSource {
  /** For people: `the PATH`, `go install`. */
  readonly name: string;
  /** Answers the executable's path, or throws an error whose message says why this source has none. */
  find(step: StackStep): string | Promise<string>;
}

/**
 * Asks the sources in their order and answers the first executable found.
 *
 * @throws SourceSenseError `unsupported` when none has it, naming each source with its reason
 */
export async function resolveExecutable(
  name: string,
  sources: readonly ExecutableSource[],
  step: StackStep,
  remedy: string,
): Promise<FoundExecutable> {
  const reasons: string[] = [];
  for (const source of sources) {
    try {
      return { path: await source.find(step), origin: source.name };
    } catch (error) {
      reasons.push(`  ${source.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const message = `No ${name} server was found, and none could be got:\n${reasons.join('\n')}\n`;
  throw new SourceSenseError('unsupported', message, { remedy });
}
