/**
 * Streams a large object into each artifact store and out again, each in a process of its own, and prints the most memory
 * that the process held: `node dist/bench/artifact-stores.js [--gigabytes 5]`. S3 is a real server on this machine.
 */
import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type ArtifactStoreConfig, createArtifactStore } from '../artifacts/registry.js';
import { findS3Server } from '../stack/find-server.js';
import { ProcessLedger } from '../stack/process-ledger.js';
import { silentReporter } from '../stack/progress.js';
import { startS3 } from '../stack/s3.js';
import { peakMemoryBytes, timed } from './measure.js';

const GIGABYTE = 1000 ** 3;
const CHUNK_BYTES = 1 << 20;
const KEY = 'runs/bench/raw/column/large.parquet';

/** What a process of its own does: nothing but to open the store, or to write or read the object. */
type Operation = 'open' | 'put' | 'get';

interface Task {
  readonly config: ArtifactStoreConfig;
  readonly operation: Operation;
  readonly sizeBytes: number;
}

interface Answer {
  readonly sha256: string | null;
  readonly elapsedMs: number;
  readonly peakBytes: number | null;
}

/** Content that no file system stores for less. */
async function* content(sizeBytes: number): AsyncGenerator<Uint8Array> {
  const chunk = randomBytes(CHUNK_BYTES);
  for (let offset = 0; offset < sizeBytes; offset += CHUNK_BYTES) {
    chunk.writeDoubleLE(offset);
    yield await Promise.resolve(Buffer.from(chunk.subarray(0, sizeBytes - offset)));
  }
}

async function work({ config, operation, sizeBytes }: Task): Promise<Answer> {
  await using store = await createArtifactStore(config);
  const { result: sha256, elapsedMs } = await timed(async () => {
    if (operation === 'open') return null;
    if (operation === 'put') {
      const options = { contentType: 'application/octet-stream' };
      return (await store.put(KEY, content(sizeBytes), options)).sha256;
    }
    const hash = createHash('sha256');
    for await (const chunk of store.get(KEY)) hash.update(chunk);
    return hash.digest('hex');
  });
  return { sha256, elapsedMs, peakBytes: await peakMemoryBytes(process.pid) };
}

async function inOwnProcess(task: Task): Promise<Answer> {
  const child = fork(fileURLToPath(import.meta.url), { stdio: 'inherit', execArgv: ['--no-warnings'] });
  child.send(task);
  const exited = once(child, 'exit');
  const answer = await Promise.race([once(child, 'message'), exited.then(() => null)]);
  await exited;
  if (answer === null) throw new Error(`The ${task.config.store} store failed to ${task.operation}.`);
  return answer[0] as Answer;
}

function line(store: string, operation: Operation, sizeBytes: number, answer: Answer): string {
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  const rate = operation === 'open' ? '-' : `${megabytes((sizeBytes / answer.elapsedMs) * 1000)}/s`;
  const peak = answer.peakBytes === null ? 'unknown' : megabytes(answer.peakBytes);
  return [store.padEnd(6), operation.padEnd(5), rate.padStart(9), peak.padStart(9)].join(' ');
}

async function measure(config: ArtifactStoreConfig, sizeBytes: number): Promise<void> {
  const hashes: (string | null)[] = [];
  for (const operation of ['open', 'put', 'get'] as const) {
    const answer = await inOwnProcess({ config, operation, sizeBytes });
    hashes.push(answer.sha256);
    process.stdout.write(`${line(config.store, operation, sizeBytes, answer)}\n`);
  }
  if (hashes[1] !== hashes[2]) throw new Error(`The ${config.store} store gave back other bytes.`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { gigabytes: { type: 'string', default: '5' } } });
  const sizeBytes = Number(values.gigabytes) * GIGABYTE;
  const directory = await mkdtemp(join(tmpdir(), 'sourcesense-bench-'));
  const ledger = new ProcessLedger(directory);
  try {
    process.stdout.write(`${values.gigabytes} GB        rate      peak\n`);
    await measure({ store: 'local', directory: join(directory, 'artifacts') }, sizeBytes);
    await rm(join(directory, 'artifacts'), { recursive: true });
    const executable = await findS3Server(undefined, silentReporter);
    const s3 = await startS3({
      ...{ executable, ledger, reporter: silentReporter },
      directory: join(directory, 's3'),
    });
    const { endpoint, region, accessKeyId, secretAccessKey } = s3;
    const place = { endpoint, region, bucket: 'bench', create_bucket: true };
    const credentials = { access_key_id: accessKeyId, secret_access_key: secretAccessKey };
    const config = { store: 's3', ...place, ...credentials } as const;
    await (await createArtifactStore(config)).check();
    await measure(config, sizeBytes);
  } finally {
    await ledger.stopAll();
    await rm(directory, { recursive: true, force: true });
  }
}

if (process.send === undefined) {
  await main();
} else {
  const [task] = (await once(process, 'message')) as [Task];
  process.send(await work(task));
  process.disconnect();
}
