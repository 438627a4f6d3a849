import { describe, expect, it } from '@jest/globals';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { loadSampleDatabase } from '../../sample-db/load.js';
import { findTemporal } from '../../stack/find-server.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { silentReporter } from '../../stack/progress.js';
import { startTemporal } from '../../stack/temporal.js';
import { jsonLines, runCommand } from '../support/command.js';
import { engines } from '../support/engines.js';
import { createSystem, SOURCE } from '../support/system.js';

/** A server that suggests to continue as new after a few partitions of the sample database, and not in a run of two. */
const SUGGESTED_AFTER_EVENTS = 80;

async function temporalOfItsOwn() {
  const directory = await mkdtemp(join(engines().directory, 'temporal-'));
  const ledger = new ProcessLedger(directory);
  const { address } = await startTemporal({
    executable: await findTemporal(undefined, silentReporter),
    directory,
    ledger,
    reporter: silentReporter,
    headless: true,
    dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': SUGGESTED_AFTER_EVENTS },
  });
  const connection = await Connection.connect({ address });
  return {
    address,
    client: new Client({ connection }),
    [Symbol.asyncDispose]: async () => {
      await connection.close();
      await ledger.stopAll();
    },
  };
}

/** The executions of a workflow's id, one after another. */
async function executionsOf(client: Client, workflowId: string): Promise<number> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  let runId = events?.[0]?.workflowExecutionStartedEventAttributes?.firstExecutionRunId;
  let executions = 0;
  while (runId != null) {
    executions++;
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    runId = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return executions;
}

describe('a run whose history grows long', () => {
  it('continues as new several times, is followed through all of them, and finds what a short one finds', async () => {
    await using temporal = await temporalOfItsOwn();
    await using system = await createSystem(18, { TEMPORAL_ADDRESS: temporal.address });
    await loadSampleDatabase(system.sourceUrl);
    await system.startWorker();
    const extract = async (...options: string[]) => {
      const { stdout, exitCode } = await runCommand(
        ['extract', SOURCE, '--json', ...options],
        system.environment,
      );
      expect(exitCode).toBe(0);
      const finished = jsonLines(stdout).at(-1) as { run_id: string; outcome: string };
      expect(finished.outcome).toBe('completed');
      const executions = await executionsOf(temporal.client, finished.run_id);
      return { executions, digest: await system.catalog.contentDigest(SOURCE) };
    };

    const short = await extract();
    expect(short.executions).toBe(1);
    const long = await extract('--full', '--partition-size', '4');
    expect(long.executions).toBeGreaterThan(2);
    expect(long.digest).toEqual(short.digest);
  }, 120_000);
});
