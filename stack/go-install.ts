import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findOnPath } from './find-on-path.js';
import type { StackStep } from './progress.js';
import { runTool } from './run-tool.js';
import type { BuiltServer } from './versions.js';

/** Three minutes on two cores, and slower machines and networks exist. */
const BUILD_TIMEOUT_MS = 40 * 60_000;

/**
 * Builds a server from source with Go and puts it into the cache. It is built in a folder of its own and renamed,
 * so that an interrupted build leaves nothing that looks finished.
 *
 * @returns `target`
 */
export async function goInstall(server: BuiltServer, target: string, step: StackStep): Promise<string> {
  const go = findOnPath('go');
  if (go === undefined) throw new Error('Go is not installed');
  mkdirSync(dirname(target), { recursive: true });
  const folder = mkdtempSync(`${target}.build-`);
  let downloaded = 0;
  let compiled = 0;
  try {
    await runTool(go, ['install', '-v', `${server.package}@${server.version}`], {
      environment: { ...process.env, GOBIN: folder },
      timeoutMs: BUILD_TIMEOUT_MS,
      onLine: (line) => {
        if (line.startsWith('go: downloading')) downloaded += 1;
        else if (!line.startsWith('go: ')) compiled += 1;
      },
      onSecond: (elapsedSeconds) => {
        step.update(
          `building ${server.version} from source, once: ${doing(server, downloaded, compiled)}, ${elapsedSeconds} s`,
        );
      },
    });
    // Go names what it builds after the package, whatever it is called elsewhere.
    renameSync(join(folder, basename(server.package)), target);
    return target;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `go install -v` prints each module it downloads and then each package it compiles; linking comes last. */
function doing(server: BuiltServer, downloaded: number, compiled: number): string {
  if (compiled === 0) return `${downloaded} modules downloaded`;
  return `${compiled} of about ${Math.max(server.packages, compiled)} packages compiled`;
}
