import { Client, Connection, isGrpcServiceError } from '@temporalio/client';
import type { SourceSenseConfig } from '../config/schema.js';
import { temporalTls } from '../config/temporal-tls.js';
import { messageOf, SourceSenseError } from '../contracts/failure.js';
import { dataConverter } from '../payloads/data-converter.js';

/** A server on this machine answers in milliseconds; one far away in less than a second. */
const CONNECT_TIMEOUT_MS = 3000;

/** gRPC status codes, https://grpc.io/docs/guides/status-codes/. */
const NOT_FOUND = 5;
const UNAUTHENTICATED = 16;
const PERMISSION_DENIED = 7;

/**
 * A client of the configured Temporal server and namespace. Throws within 5 s: `unreachable`, `invalid_input` for an
 * unknown namespace, `authentication` for a key that is refused.
 */
export async function connectClient(config: SourceSenseConfig['temporal']): Promise<Client> {
  const { address, namespace, api_key: apiKey } = config;
  const tls = await temporalTls(config);
  const secrets = apiKey === undefined ? [] : [apiKey];
  let connection: Connection;
  try {
    connection = await Connection.connect({
      address,
      tls,
      connectTimeout: CONNECT_TIMEOUT_MS,
      ...(apiKey !== undefined && { apiKey }),
    });
  } catch (error) {
    throw new SourceSenseError('unreachable', `Temporal can't be reached at ${address}.`, {
      cause: error,
      secrets,
      remedy:
        'Start it (`sourcesense up` brings one), or set temporal.address (TEMPORAL_ADDRESS) to where it runs.',
    });
  }
  try {
    await connection.withDeadline(Date.now() + CONNECT_TIMEOUT_MS, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
  } catch (error) {
    const failure = namespaceFailure(error, address, namespace, secrets);
    if (failure !== null) {
      await connection.close();
      throw failure;
    }
  }
  return new Client({ connection, namespace, dataConverter: dataConverter(config.encryption) });
}

/** Null where the namespace may not be described, and yet be used: permissions differ by call. */
function namespaceFailure(
  error: unknown,
  address: string,
  namespace: string,
  secrets: readonly string[],
): SourceSenseError | null {
  const code = isGrpcServiceError(error) ? (error.code as number) : undefined;
  if (code === PERMISSION_DENIED) return null;
  if (code === NOT_FOUND) {
    return new SourceSenseError('invalid_input', `Temporal at ${address} has no namespace "${namespace}".`, {
      cause: error,
      remedy: `Set temporal.namespace, or make it: temporal operator namespace create ${namespace}`,
    });
  }
  if (code === UNAUTHENTICATED) {
    return new SourceSenseError('authentication', `Temporal at ${address} refuses the API key.`, {
      cause: error,
      secrets,
      remedy: 'Correct temporal.api_key.',
    });
  }
  return new SourceSenseError('unreachable', `Temporal at ${address} does not answer: ${messageOf(error)}`, {
    cause: error,
    secrets,
  });
}
