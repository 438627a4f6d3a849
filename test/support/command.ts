import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ENGINES_VARIABLE } from './engines.js';

const MAIN = fileURLToPath(new URL('../../client/main.js', import.meta.url));

export type CommandEnvironment = Readonly<Record<string, string>>;

/** Starts the `sourcesense` command as a user would, with this configuration on top of the machine's environment. */
export function startCommand(args: readonly string[], environment: CommandEnvironment): ChildProcess {
  const env = { ...process.env, ...environment, NO_COLOR: '1' };
  // Ours, for the tests only: the command refuses settings it does not know.
  Reflect.deleteProperty(env, ENGINES_VARIABLE);
  Reflect.deleteProperty(env, 'NODE_OPTIONS');
  return spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** Runs the `sourcesense` command to its end. */
export async function runCommand(
  args: readonly string[],
  environment: CommandEnvironment,
): Promise<CommandResult> {
  const startedMs = Date.now();
  const child = startCommand(args, environment);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { exitCode, stdout, stderr, durationMs: Date.now() - startedMs };
}

/** What `--json` commands print: one object per line. */
export function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
