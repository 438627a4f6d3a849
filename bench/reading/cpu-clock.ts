import { readFile } from 'node:fs/promises';

/**
 * Milliseconds of CPU that this process and the children of another one, a server's backends, have used so far, by what Linux
 * says of them; null elsewhere. On a machine that does nothing else, a question takes no longer.
 */
export async function cpuMs(server: number | null): Promise<number | null> {
  const { user, system } = process.cpuUsage();
  const own = (user + system) / 1000;
  if (server === null) return own;
  try {
    const children = await readFile(`/proc/${server}/task/${server}/children`, 'utf8');
    const times = await Promise.all(children.trim().split(' ').map(backendMs));
    return times.reduce((sum, ms) => sum + ms, own);
  } catch {
    return null;
  }
}

/** The first number of schedstat: nanoseconds on a CPU. */
async function backendMs(pid: string): Promise<number> {
  const text = await readFile(`/proc/${pid}/schedstat`, 'utf8');
  return Number(text.split(' ')[0]) / 1e6;
}
