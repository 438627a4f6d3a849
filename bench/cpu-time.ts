import { readdir, readFile } from 'node:fs/promises';

/** Clock ticks a second in proc(5): 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  /** Of itself and of its children that have ended, in ticks. */
  readonly ticks: number;
}

async function timesOf(pid: number): Promise<ProcessTimes | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name is in parentheses and may hold anything; the state and the parent follow it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number);
    const ticks = (utime ?? 0) + (stime ?? 0) + (cutime ?? 0) + (cstime ?? 0);
    return { pid, parent: Number(fields[1]), ticks };
  } catch {
    return null; // It has ended meanwhile.
  }
}

/** Seconds of CPU that a process and all its descendants have used so far; null where there is no /proc. */
export async function cpuSeconds(pid: number): Promise<number | null> {
  const names = await readdir('/proc').catch(() => null);
  if (names === null) return null;
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const processes = (await Promise.all(pids.map(timesOf))).filter((times) => times !== null);
  const family = new Set([pid]);
  for (let size = 0; size < family.size;) {
    size = family.size;
    for (const { pid: child, parent } of processes) if (family.has(parent)) family.add(child);
  }
  const ticks = processes.reduce((sum, times) => sum + (family.has(times.pid) ? times.ticks : 0), 0);
  return ticks / TICKS_PER_SECOND;
}

/** Seconds of CPU of the processes that a run keeps busy, their descendants with them. */
export interface CpuByProcess {
  readonly worker: number;
  readonly source: number;
  readonly catalog: number;
  readonly temporal: number;
}

/** What each process has used so far; null where the system does not tell. */
export async function cpuByProcess(
  pids: Readonly<Record<keyof CpuByProcess, number>>,
): Promise<CpuByProcess | null> {
  const worker = await cpuSeconds(pids.worker);
  const source = await cpuSeconds(pids.source);
  const catalog = await cpuSeconds(pids.catalog);
  const temporal = await cpuSeconds(pids.temporal);
  if (worker === null || source === null || catalog === null || temporal === null) return null;
  return { worker, source, catalog, temporal };
}

/** What was used in between. */
export function cpuBetween(before: CpuByProcess | null, after: CpuByProcess | null): CpuByProcess | null {
  if (before === null || after === null) return null;
  return {
    worker: after.worker - before.worker,
    source: after.source - before.source,
    catalog: after.catalog - before.catalog,
    temporal: after.temporal - before.temporal,
  };
}
