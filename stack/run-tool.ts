import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ToolOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** The tool and all it started are killed after this time. */
  readonly timeoutMs: number;
  /** Each line that it prints. */
  readonly onLine?: (line: string) => void;
  /** Called once a second with the seconds passed; may throw to stop the tool with that error. */
  readonly onSecond?: (elapsedSeconds: number) => void;
}

/** Lines of a tool's output that an error quotes. */
const QUOTED_LINES = 5;

/**
 * Runs a tool to its end, in a process group of its own: whatever ends the wait, the tool and its children end too,
 * also when this process exits meanwhile.
 */
export async function runTool(
  executable: string,
  args: readonly string[],
  options: ToolOptions,
): Promise<void> {
  const child = spawn(executable, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: options.environment,
  });
  const startedMs = Date.now();
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      options.onLine?.(line);
      if (lastLines.push(line) > QUOTED_LINES) lastLines.shift();
    });
  }
  const killGroup = () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  };
  process.once('exit', killGroup);
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        if (code === 0) resolve();
        else reject(new Error(`it ended with ${signal ?? `code ${code ?? '?'}`}: ${lastLines.join(' | ')}`));
      });
      timer = setInterval(() => {
        const elapsedMs = Date.now() - startedMs;
        try {
          if (elapsedMs > options.timeoutMs)
            throw new Error(`it took longer than ${options.timeoutMs / 1000} s`);
          options.onSecond?.(Math.round(elapsedMs / 1000));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      }, 1000);
    });
  } finally {
    clearInterval(timer);
    killGroup();
    process.off('exit', killGroup);
  }
}
