import { mkdirSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { findS3Server } from '../../stack/find-server.js';
import { freePort } from '../../stack/free-port.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { silentReporter } from '../../stack/progress.js';
import { startServer } from '../../stack/server-process.js';
import { engines, type TestEngines } from './engines.js';

export type VersioningS3 = TestEngines['s3'] & AsyncDisposable;

/** A server whose buckets can keep versions of their objects, which that of the test run can't; disposing stops it. */
export async function startVersioningS3(): Promise<VersioningS3> {
  const directory = await mkdtemp(join(engines().directory, 'versioning-s3-'));
  const [buckets, versions] = [join(directory, 'buckets'), join(directory, 'versions')];
  for (const folder of [buckets, versions]) mkdirSync(folder);
  const { region, accessKeyId, secretAccessKey } = engines().s3;
  const port = await freePort();
  const server = startServer(
    {
      name: 'S3 with versions',
      executable: await findS3Server(undefined, silentReporter),
      args: [
        ...['--port', `127.0.0.1:${port}`, '--region', region, '--health', '/health', '--quiet'],
        ...['posix', '--versioning-dir', versions, buckets],
      ],
      environment: { ROOT_ACCESS_KEY_ID: accessKeyId, ROOT_SECRET_ACCESS_KEY: secretAccessKey },
      logFile: join(directory, 'versitygw.log'),
      stopSignal: 'SIGTERM',
    },
    new ProcessLedger(directory),
  );
  const endpoint = `http://127.0.0.1:${port}`;
  const answers = () =>
    fetch(`${endpoint}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  await server.untilReady(answers, 30_000);
  return {
    ...{ endpoint, region, accessKeyId, secretAccessKey },
    [Symbol.asyncDispose]: () => server.stop(),
  };
}
