import { Connection, type ConnectionOptions } from '@temporalio/client';
import { messageOf, SourceSenseError } from '../contracts/failure.js';
import { SEARCH_ATTRIBUTES } from '../contracts/names.js';
import type { StackReporter } from './progress.js';
import type { RunningTemporal } from './temporal.js';

/** `INDEXED_VALUE_TYPE_KEYWORD` of Temporal's API. */
const KEYWORD = 2;
/** gRPC's code for a call that makes what is there already. */
const ALREADY_EXISTS = 6;
const CONNECT_TIMEOUT_MS = 4_000;

/**
 * Uses a Temporal server that somebody else runs: sees that it answers and registers our search attributes there.
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
      await registerSearchAttributes(connection, namespace);
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
  return { address, namespace, uiUrl: undefined, ports: {}, stop: () => Promise.resolve() };
}

async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const searchAttributes = Object.fromEntries(
    Object.values(SEARCH_ATTRIBUTES).map((name) => [name, KEYWORD]),
  );
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    if ((error as { code?: number }).code !== ALREADY_EXISTS) throw error;
  }
}
