/** jest's global set-up: starts Temporal and S3 for each test process; PostgreSQL is started when needed. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findS3Server, findTemporal } from '../../stack/find-server.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { lineReporter } from '../../stack/progress.js';
import { startS3 } from '../../stack/s3.js';
import { startTemporal } from '../../stack/temporal.js';
import { ENGINES_VARIABLE, type TestEngines } from './engines.js';
import { exitOnInterruption, removeEngines } from './global-teardown.js';

const reporter = lineReporter((line) => process.stderr.write(`${line}\n`));

export default async function globalSetup({ maxWorkers }: { maxWorkers: number }): Promise<void> {
  // Built here if need be, once for all.
  const [temporal, s3] = await Promise.all([
    findTemporal(undefined, reporter),
    findS3Server(undefined, reporter),
  ]);
  const root = mkdtempSync(join(tmpdir(), 'sourcesense-test-'));
  exitOnInterruption(root);
  const directories = Array.from({ length: maxWorkers }, (_, index) => join(root, String(index + 1)));
  const starting = directories.map((directory) => startEngines(directory, temporal, s3));
  try {
    process.env[ENGINES_VARIABLE] = JSON.stringify(await Promise.all(starting));
  } catch (error) {
    await Promise.allSettled(starting);
    await removeEngines(root);
    throw error;
  }
}

async function startEngines(directory: string, temporal: string, s3: string): Promise<TestEngines> {
  const ledger = new ProcessLedger(directory);
  const [{ address, namespace }, server] = await Promise.all([
    startTemporal({
      executable: temporal,
      directory: join(directory, 'temporal'),
      ledger,
      reporter,
      headless: true,
    }),
    startS3({ executable: s3, directory: join(directory, 's3'), ledger, reporter }),
  ]);
  return { directory, temporal: { address, namespace }, s3: server };
}
