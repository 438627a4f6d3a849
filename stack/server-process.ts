import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SourceSenseError } from '../contracts/failure.js';
import { findOnPath } from './find-on-path.js';
import { identify, isRunning } from './process-identity.js';
import { stopProcess, type LedgerEntry, type ProcessLedger } from './process-ledger.js';

export interface ServerCommand {
  /** What it is, for people: `PostgreSQL 18`. */
  readonly name: string;
  readonly executable: string;
  readonly args: readonly string[];
  /** Everything the server prints; begun anew at each start. */
  readonly logFile: string;
  /** The signal that makes it stop in order. */
  readonly stopSignal: NodeJS.Signals;
  /** Options of setpriv(1) that the server is run with, such as another user. */
  readonly privileges?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A server that runs until it is stopped, or until this process ends where the system can see to that. */
export interface ServerProcess {
  readonly pid: number;
  /** Waits until `isReady` answers true; throws with the server's last lines when it ends or takes too long. */
  untilReady(isReady: () => Promise<boolean>, timeoutMs: number): Promise<void>;
  /** Stops it in order, and kills it when that takes too long. */
  stop(): Promise<void>;
}

/** Lines of a server's output that an error quotes. */
const QUOTED_LINES = 12;

/**
 * Starts a server of its own process group, so that Ctrl-C reaches it through us and in order, and records it in
 * the ledger.
 */
export function startServer(command: ServerCommand, ledger: ProcessLedger): ServerProcess {
  mkdirSync(dirname(command.logFile), { recursive: true });
  const log = openSync(command.logFile, 'w');
  const [executable, args] = guarded(command);
  const child = spawn(executable, args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...minimalEnvironment(), ...command.environment },
  });
  closeSync(log);
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  child.unref();
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (identity === undefined) throw ended(command, failure);

  const entry: LedgerEntry = { ...identity, name: command.name, stopSignal: command.stopSignal };
  ledger.add(entry);
  const stop = async () => {
    await stopProcess(entry);
    ledger.remove(entry);
  };
  return {
    pid: entry.pid,
    stop,
    untilReady: async (isReady, timeoutMs) => {
      const deadline = Date.now() + timeoutMs;
      while (!(await isReady())) {
        const hasEnded = !isRunning(entry);
        if (!hasEnded && Date.now() < deadline) {
          await delay(10);
          continue;
        }
        await stop();
        throw hasEnded ? ended(command, failure) : tooSlow(command, timeoutMs);
      }
    },
  };
}

/**
 * On Linux, setpriv(1) asks the kernel to stop the server when this process is gone, even by `kill -9`; elsewhere
 * the ledger clears it at the next start.
 */
function guarded(command: ServerCommand): [executable: string, args: string[]] {
  const setpriv = process.platform === 'linux' ? findOnPath('setpriv') : undefined;
  if (setpriv === undefined) return [command.executable, [...command.args]];
  const deathSignal = command.stopSignal.replace('SIG', '');
  const options = ['--pdeathsig', deathSignal, ...(command.privileges ?? []), '--'];
  return [setpriv, [...options, command.executable, ...command.args]];
}

/** Servers must not pick up settings meant for other programs (`PGPORT`, `TEMPORAL_ADDRESS`, `VGW_PORT` ...). */
function minimalEnvironment(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

function ended(command: ServerCommand, cause: Error | undefined): SourceSenseError {
  return new SourceSenseError(
    'internal',
    `${command.name} ended while starting.${lastLines(command.logFile)}`,
    {
      cause,
    },
  );
}

function tooSlow(command: ServerCommand, timeoutMs: number): SourceSenseError {
  return new SourceSenseError(
    'internal',
    `${command.name} was not ready within ${timeoutMs / 1000} s.${lastLines(command.logFile)}`,
  );
}

/** A server in Go that panics says why, and then goes on about where for a hundred lines. */
const GO_STACK = /^goroutine \d+ \[/m;

function lastLines(logFile: string): string {
  const [said = ''] = readFileSync(logFile, 'utf8').split(GO_STACK);
  const lines = said.trimEnd().split('\n').slice(-QUOTED_LINES);
  return ` Its last lines, from ${logFile}:\n${lines.map((line) => `  ${shortened(line)}`).join('\n')}\n`;
}

/** Temporal's lines run to thousands of characters, and say what is wrong at their end. */
function shortened(line: string): string {
  return line.length <= 400 ? line : `${line.slice(0, 100)} ... ${line.slice(-280)}`;
}
