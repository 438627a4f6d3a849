import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { CatalogReader } from '../../catalog/provider.js';
import type { ExtractionResult } from '../../contracts/extraction.js';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { PostgresMajor } from '../../stack/versions.js';
import { runCommand } from './command.js';
import { createDatabase, engines, type TestDatabase } from './engines.js';
import { createSystem, type System } from './system.js';

/** A source database and another that was made from the catalog's DDL of it, both extracted. */
export interface Rebuilt extends AsyncDisposable {
  readonly system: System;
  readonly original: { readonly url: string; readonly run: ExtractionResult; readonly script: string };
  readonly copy: { readonly url: string; readonly run: ExtractionResult; readonly script: string };
}

const COPY = 'copy';

/** Fills a source, extracts it, exports it with the command, runs that in an empty database and extracts that one. */
export async function rebuild(major: PostgresMajor, fill: (url: string) => Promise<void>): Promise<Rebuilt> {
  const copy = await createDatabase(major, COPY);
  const system = await createSystem(major, { SOURCESENSE_CONNECTIONS_COPY_URL: copy.url });
  try {
    await fill(system.sourceUrl);
    await system.startWorker();
    const original = await extractAndExport(system, {});
    await execute(copy.url, original.script);
    const again = await extractAndExport(system, { connection: COPY });
    return {
      system,
      original: { url: system.sourceUrl, ...original },
      copy: { url: copy.url, ...again },
      [Symbol.asyncDispose]: () => dispose(system, copy),
    };
  } catch (error) {
    await dispose(system, copy);
    throw error;
  }
}

async function dispose(system: System, copy: TestDatabase): Promise<void> {
  await system[Symbol.asyncDispose]();
  await copy[Symbol.asyncDispose]();
}

async function extractAndExport(
  system: System,
  input: { connection?: string },
): Promise<{ run: ExtractionResult; script: string }> {
  const run = await (await system.start(input)).result();
  const file = join(engines().directory, `${input.connection ?? 'original'}-${process.pid}.sql`);
  const { exitCode, stderr } = await runCommand(
    ['export', 'ddl', run.runId, '--output', file],
    system.environment,
  );
  if (exitCode !== 0) throw new Error(`export ddl failed: ${stderr}`);
  return { run, script: readFileSync(file, 'utf8') };
}

/** Runs a script as one message, as a client without psql would. */
export async function execute(url: string, script: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(script);
  } finally {
    await client.end();
  }
}

/** Kinds that say what the server or the data is, not what was made. */
const NOT_DEFINITIONS: readonly Kind[] = [
  ...(['database', 'role', 'role_membership', 'tablespace', 'server_setting'] as const),
  ...(['table_statistics', 'column_statistics'] as const),
];
/** Columns that another database has otherwise: its name, and what dropped columns and data have left. */
const PHYSICAL = new Set(['database_name', 'ordinal_position', 'is_populated', 'last_value']);

/** What one of two runs found and the other did not, physical columns left out. */
export async function differences(
  catalog: CatalogReader,
  before: ExtractionResult,
  after: ExtractionResult,
): Promise<{ compared: number; missing: string[]; unexpected: string[] }> {
  const [old, current] = [
    await definitionsOf(catalog, before.runId),
    await definitionsOf(catalog, after.runId),
  ];
  return {
    compared: old.size,
    missing: [...old].filter((text) => !current.has(text)),
    unexpected: [...current].filter((text) => !old.has(text)),
  };
}

/** Every object that a run found, as a text. */
async function definitionsOf(catalog: CatalogReader, runId: string): Promise<Set<string>> {
  const definitions = new Set<string>();
  for (const kind of ALL_KINDS.filter((name) => !NOT_DEFINITIONS.includes(name))) {
    const columns = kindDeclaration(kind).columns.filter(
      (column) => column.volatile !== true && !PHYSICAL.has(column.name),
    );
    for await (const batch of catalog.objectsOf(runId, kind)) {
      for (const row of batch as readonly unknown[] as readonly Readonly<Record<string, unknown>>[]) {
        const values = columns.map(
          ({ name }) => `${name}=${String(isMeaningless(kind, name, row) ? '' : row[name])}`,
        );
        definitions.add(`${kind}: ${values.join(' ')}`);
      }
    }
  }
  return definitions;
}

/**
 * A key has NO INHERIT or not by how its partition came to be, which means nothing for keys; CREATE TABLE ... LIKE forgets
 * that an array was declared with one dimension.
 */
function isMeaningless(kind: Kind, column: string, row: Readonly<Record<string, unknown>>): boolean {
  if (column === 'array_dimensions') return Number(row[column]) <= 1;
  return kind === 'table_constraint' && column === 'is_no_inherit' && row['index_name'] !== null;
}
