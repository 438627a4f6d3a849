import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { findTemporal } from '../../stack/find-server.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { silentReporter } from '../../stack/progress.js';
import { startTemporal } from '../../stack/temporal.js';
import { engines } from './engines.js';

/** A Temporal server of one test's own, whose files are searched once it has stopped. */
export interface SearchedTemporal {
  readonly address: string;
  stop(): Promise<void>;
  /** Those of the texts that are found anywhere in what the server left: its database, write-ahead log, log. */
  found(texts: readonly string[]): string[];
}

export async function startSearchedTemporal(): Promise<SearchedTemporal> {
  const directory = await mkdtemp(join(engines().directory, 'searched-'));
  const server = await startTemporal({
    executable: await findTemporal(undefined, silentReporter),
    directory,
    ledger: new ProcessLedger(directory),
    reporter: silentReporter,
    headless: true,
  });
  return {
    address: server.address,
    stop: () => server.stop(),
    found: (texts) => {
      const places = [...filesOf(directory), ...valuesOf(join(directory, 'temporal.db'))];
      return texts.filter((text) => places.some((place) => place.includes(text)));
    },
  };
}

/** The bytes of every file. */
function filesOf(directory: string): Buffer[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
}

/** Every value of the database, since a text may be cut in two where a page of the file ends. */
function* valuesOf(file: string): Generator<Buffer> {
  const database = new Database(file, { readonly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
    for (const table of tables as string[]) {
      const rows = database.prepare(`SELECT * FROM "${table}"`).raw().iterate();
      for (const value of [...(rows as Iterable<unknown[]>)].flat()) {
        if (typeof value === 'string') yield Buffer.from(value);
        else if (value instanceof Buffer) yield value;
      }
    }
  } finally {
    database.close();
  }
}
