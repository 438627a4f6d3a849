/** jest's global set-up: starts Temporal and S3, once for all test files; PostgreSQL is started when needed. */
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

export default async function globalSetup(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'sourcesense-test-'));
  exitOnInterruption(directory);
  const reporter = lineReporter((line) => process.stderr.write(`${line}\n`));
  const ledger = new ProcessLedger(directory);
  const starting = [
    findTemporal(undefined, reporter).then((executable) =>
      startTemporal({ executable, directory: join(directory, 'temporal'), ledger, reporter, headless: true }),
    ),
    findS3Server(undefined, reporter).then((executable) =>
      startS3({ executable, directory: join(directory, 's3'), ledger, reporter }),
    ),
  ] as const;
  try {
    const [temporal, s3] = await Promise.all(starting);
    const published: TestEngines = {
      directory,
      temporal: { address: temporal.address, namespace: temporal.namespace },
      s3,
    };
    process.env[ENGINES_VARIABLE] = JSON.stringify(published);
  } catch (error) {
    await Promise.allSettled(starting);
    await removeEngines(directory);
    throw error;
  }
}
