import { defaultCacheDirectory, s3Sources, temporalSources, toxiproxySources } from './executable-sources.js';
import type { StackReporter } from './progress.js';
import { resolveExecutable, type ExecutableSource } from './resolve-executable.js';

/**
 * The `temporal` command: from the PATH, our cache, the SDK's download or a build, in this order.
 *
 * @throws SourceSenseError `unsupported`, naming why each of them failed
 */
export async function findTemporal(
  cacheDirectory = defaultCacheDirectory(),
  reporter: StackReporter,
): Promise<string> {
  const remedy =
    'Install the Temporal CLI (https://docs.temporal.io/cli) or Go 1.24 or newer (https://go.dev/dl), or give the ' +
    'address of a Temporal server in TEMPORAL_ADDRESS.';
  return find('Temporal', temporalSources(cacheDirectory), reporter, remedy);
}

/**
 * The `versitygw` command: from the PATH, our cache or a build, in this order.
 *
 * @throws SourceSenseError `unsupported`, naming why each of them failed
 */
export async function findS3Server(
  cacheDirectory = defaultCacheDirectory(),
  reporter: StackReporter,
): Promise<string> {
  const remedy =
    'Install Go 1.24 or newer (https://go.dev/dl), or start without S3: local files are the default.';
  return find('S3', s3Sources(cacheDirectory), reporter, remedy);
}

/**
 * The `toxiproxy-server` command: from the PATH, our cache or a build, in this order.
 *
 * @throws SourceSenseError `unsupported`, naming why each of them failed
 */
export async function findToxiproxy(
  cacheDirectory = defaultCacheDirectory(),
  reporter: StackReporter,
): Promise<string> {
  return find(
    'Toxiproxy',
    toxiproxySources(cacheDirectory),
    reporter,
    'Install Go 1.24 or newer (https://go.dev/dl).',
  );
}

async function find(
  name: string,
  sources: readonly ExecutableSource[],
  reporter: StackReporter,
  remedy: string,
): Promise<string> {
  const step = reporter.step(`${name} server`);
  const found = await resolveExecutable(name, sources, step, remedy);
  step.done(`${found.path} (from ${found.origin})`);
  return found.path;
}
