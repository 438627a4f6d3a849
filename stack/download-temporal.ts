import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StackStep } from './progress.js';
import { runTool } from './run-tool.js';
import { BUILT_SERVERS } from './versions.js';

/** A download that brought no byte for this long is given up: in a closed network it would hang. */
const STALL_TIMEOUT_MS = 20_000;
const DOWNLOAD_TIMEOUT_MS = 15 * 60_000;

/**
 * Lets the Temporal SDK download the official command line tool, and puts it into the cache. The SDK does that only
 * while starting a test server, with no bound on the time, so it runs in a process of its own.
 *
 * @returns `target`
 */
export async function downloadTemporal(target: string, step: StackStep): Promise<string> {
  const { version } = BUILT_SERVERS.temporal;
  mkdirSync(dirname(target), { recursive: true });
  const folder = mkdtempSync(`${target}.download-`);
  let sizeBytes = 0;
  let progressMs = Date.now();
  try {
    const script = fileURLToPath(new URL('download-temporal-main.js', import.meta.url));
    await runTool(process.execPath, [script, folder, version], {
      environment: process.env,
      timeoutMs: DOWNLOAD_TIMEOUT_MS,
      onSecond: (elapsedSeconds) => {
        const nowBytes = folderSizeBytes(folder);
        if (nowBytes !== sizeBytes) progressMs = Date.now();
        sizeBytes = nowBytes;
        if (Date.now() - progressMs > STALL_TIMEOUT_MS) {
          throw new Error(`no byte arrived for ${STALL_TIMEOUT_MS / 1000} s`);
        }
        step.update(`downloading ${version}: ${(sizeBytes / 1e6).toFixed(1)} MB, ${elapsedSeconds} s`);
      },
    });
    const [file] = readdirSync(folder);
    if (file === undefined) throw new Error('the SDK left no file');
    renameSync(join(folder, file), target);
    return target;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function folderSizeBytes(folder: string): number {
  return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}
