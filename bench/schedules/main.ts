/**
 * `node dist/bench/schedules/main.js [schedules]`: a Temporal server of its own, a thousand schedules on one tick, and when each
 * started its run; prints what docs/schedules.md records.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { findTemporal } from '../../stack/find-server.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { lineReporter } from '../../stack/progress.js';
import { startTemporal } from '../../stack/temporal.js';
import { markdownTable } from '../markdown.js';
import { measureTick, type MeasuredTick } from './measure-tick.js';
import { report, runProgram } from '../program.js';

const DEFAULT_SCHEDULES = 1000;

function tableOf(
  { startedAfterMs, serverCpuSeconds, missed, doubled }: MeasuredTick,
  schedules: number,
): string[] {
  const after = (share: number) => {
    const index = Math.min(startedAfterMs.length - 1, Math.floor(startedAfterMs.length * share));
    return `${((startedAfterMs[index] ?? NaN) / 1000).toFixed(1)} s`;
  };
  const cpu = serverCpuSeconds === null ? 'unknown' : `${serverCpuSeconds.toFixed(0)} s`;
  return markdownTable(
    [
      'schedules',
      'first run after',
      'half after',
      '99 % after',
      'last after',
      'CPU of the server',
      'missed',
      'doubled',
    ],
    [
      [schedules, after(0), after(0.5), after(0.99), after(1), cpu, missed.length, doubled.length].map(
        String,
      ),
    ],
  );
}

async function main(): Promise<void> {
  const schedules = Number(process.argv[2] ?? DEFAULT_SCHEDULES);
  const directory = await mkdtemp(join(tmpdir(), 'sourcesense-bench-'));
  const ledger = new ProcessLedger(directory);
  try {
    const reporter = lineReporter(report);
    const executable = await findTemporal(undefined, reporter);
    const { address, pid } = await startTemporal({ executable, directory, ledger, reporter, headless: true });
    const connection = await Connection.connect({ address });
    const measured = await measureTick(new Client({ connection }), {
      schedules,
      prefix: 'bench',
      report,
      ...(pid !== undefined && { serverPid: pid }),
    });
    const { serverVersion } = await connection.workflowService.getSystemInfo({});
    await connection.close();
    const machine = `${availableParallelism()} cores, Temporal server ${serverVersion} on SQLite`;
    process.stdout.write([machine, '', ...tableOf(measured, schedules), ''].join('\n'));
  } finally {
    await ledger.stopAll();
    await rm(directory, { recursive: true, force: true });
  }
}

await runProgram(main);
