import { NativeConnection } from '@temporalio/worker';
import type { SourceSenseConfig } from '../config/schema.js';
import { temporalTls } from '../config/temporal-tls.js';
import { messageOf, SourceSenseError } from '../contracts/failure.js';

/** Connects a worker to Temporal; throws `unreachable` with what to do. */
export async function connectTemporal(config: SourceSenseConfig['temporal']): Promise<NativeConnection> {
  const tls = await temporalTls(config);
  try {
    return await NativeConnection.connect({
      address: config.address,
      tls,
      ...(config.api_key !== undefined && { apiKey: config.api_key }),
    });
  } catch (error) {
    throw new SourceSenseError(
      'unreachable',
      `Temporal can't be reached at ${config.address}: ${messageOf(error)}.`,
      {
        cause: error,
        remedy: 'Start it, or set temporal.address (TEMPORAL_ADDRESS) to where it runs.',
        ...(config.api_key !== undefined && { secrets: [config.api_key] }),
      },
    );
  }
}
