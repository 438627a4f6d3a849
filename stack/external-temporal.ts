import { Connection, type ConnectionOptions } from '@temporalio/client';
import { messageOf, SourceSenseError } from '../contracts/failure.js';
import type { StackReporter } from './progress.js';
import type { RunningTemporal } from './temporal.js';

const CONNECT_TIMEOUT_MS = 4_000;

/**
 * Uses a Temporal server that somebody else runs: sees that it answers. Workers register our search attributes.
 *
 * @throws SourceSenseError `unreachable`
 */
export async function useTemporal(
  options: { readonly address: string; readonly namespace?: string },
  reporter: StackReporter,
): Promise<RunningTemporal> {
  const { address, namespace = 'default' } = options;
  const step = reporter.step('Temporal');
  step.update(`connecting to ${address}`);
  const connectionOptions: ConnectionOptions = { address, connectTimeout: CONNECT_TIMEOUT_MS };
  try {
    const connection = await Connection.connect(connectionOptions);
    try {
      await connection.workflowService.describeNamespace({ namespace });
    } finally {
      await connection.close();
    }
  } catch (cause) {
    const message = `Temporal at ${address} does not serve namespace ${namespace}: ${messageOf(cause)}.`;
    step.fail(message);
    throw new SourceSenseError('unreachable', message, {
      cause,
      remedy: 'Start it or correct its address; without an address, SourceSense starts a server of its own.',
    });
  }
  step.done(`using ${address}`);
  return { address, namespace, uiUrl: undefined, ports: {}, pid: undefined, stop: () => Promise.resolve() };
}
