import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, isSameProcess, type ProcessIdentity } from './process-identity.js';

/** A server that we started. */
export interface LedgerEntry extends ProcessIdentity {
  /** What it is, for people: `PostgreSQL 18`. */
  readonly name: string;
  /** The signal that makes it stop in order. */
  readonly stopSignal: NodeJS.Signals;
}

/** How long a server may take to stop in order before it is killed. */
const STOP_TIMEOUT_MS = 10_000;

/** Sends the stop signal and waits; kills the process when it has not ended within the time. */
export async function stopProcess(entry: LedgerEntry, timeoutMs = STOP_TIMEOUT_MS): Promise<void> {
  signalProcess(entry, entry.stopSignal);
  if (await endsWithin(entry, timeoutMs)) return;
  signalProcess(entry, 'SIGKILL');
  await endsWithin(entry, STOP_TIMEOUT_MS);
}

/**
 * The servers started from a data folder, kept in a file there, so that whoever starts next can stop what a killed
 * owner left behind. Only the holder of the folder's lock writes it.
 */
export class ProcessLedger {
  readonly #file: string;
  #entries: readonly LedgerEntry[];

  constructor(directory: string) {
    this.#file = join(directory, 'processes.json');
    this.#entries = readEntries(this.#file);
  }

  add(entry: LedgerEntry): void {
    this.#write([...this.#entries, entry]);
  }

  remove(entry: ProcessIdentity): void {
    this.#write(this.#entries.filter((kept) => !isSameProcess(kept, entry)));
  }

  /** Stops every recorded server that still runs and answers their names. A process that has a server's old pid is left alone. */
  async stopAll(timeoutMs = STOP_TIMEOUT_MS): Promise<string[]> {
    const left = this.#entries.filter(isRunning);
    await Promise.all(left.map((entry) => stopProcess(entry, timeoutMs)));
    this.#write([]);
    return left.map((entry) => entry.name);
  }

  /** However this process exits, in the middle of starting too; in order, though nobody is left to wait. */
  readonly #askToStop = () => {
    for (const entry of this.#entries) signalProcess(entry, entry.stopSignal);
  };

  #write(entries: readonly LedgerEntry[]): void {
    this.#entries = entries;
    process.off('exit', this.#askToStop);
    if (entries.length > 0) process.once('exit', this.#askToStop);
    mkdirSync(dirname(this.#file), { recursive: true });
    // Renamed into place: a kill in the middle of writing must not lose the record of what runs.
    writeFileSync(`${this.#file}.new`, `${JSON.stringify(entries, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function readEntries(file: string): readonly LedgerEntry[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LedgerEntry[];
  } catch {
    return [];
  }
}

/** Sends a signal to this very process; does nothing when it has ended. */
function signalProcess(target: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isRunning(target)) return;
  try {
    process.kill(target.pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}

async function endsWithin(entry: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isRunning(entry)) {
    if (Date.now() > deadline) return false;
    await delay(20);
  }
  return true;
}
