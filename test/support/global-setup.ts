/** jest's global set-up: starts the real engines, once for all test files. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findS3Server, findTemporal } from '../../stack/find-server.js';
import { startPostgres } from '../../stack/postgres.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { lineReporter } from '../../stack/progress.js';
import { startS3 } from '../../stack/s3.js';
import { startTemporal } from '../../stack/temporal.js';
import { ENGINES_VARIABLE, type PublishedEngines } from './engines.js';
import { exitOnInterruption, removeEngines } from './global-teardown.js';

export default async function globalSetup(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'sourcesense-test-'));
  exitOnInterruption(directory);
  const reporter = lineReporter((line) => process.stderr.write(`${line}\n`));
  const ledger = new ProcessLedger(directory);
  const starting = [
    startTestPostgres(13),
    startTestPostgres(18),
    findTemporal(undefined, reporter).then((executable) =>
      startTemporal({ executable, directory: join(directory, 'temporal'), ledger, reporter, headless: true }),
    ),
    findS3Server(undefined, reporter).then((executable) =>
      startS3({ executable, directory: join(directory, 's3'), ledger, reporter }),
    ),
  ] as const;
  try {
    const [postgres13, postgres18, temporal, s3] = await Promise.all(starting);
    const published: PublishedEngines = {
      directory,
      postgres: {
        13: { superuserUrl: postgres13.superuserUrl },
        18: { superuserUrl: postgres18.superuserUrl },
      },
      temporal: { address: temporal.address, namespace: temporal.namespace },
      s3,
    };
    process.env[ENGINES_VARIABLE] = JSON.stringify(published);
  } catch (error) {
    await Promise.allSettled(starting);
    await removeEngines(directory);
    throw error;
  }

  function startTestPostgres(major: 13 | 18) {
    const home = join(directory, `postgres-${major}`);
    return startPostgres({ major, directory: home, ledger, reporter, durable: false });
  }
}
