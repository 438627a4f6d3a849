import { readFile } from 'node:fs/promises';
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import { messageOf, SourceSenseError } from '../contracts/failure.js';
import type { SourceSenseConfig } from '../config/schema.js';

type TemporalConfig = SourceSenseConfig['temporal'];

async function tlsOptions(config: TemporalConfig): Promise<NativeConnectionOptions['tls']> {
  if (!config.tls) return false;
  const { tls_ca_file, tls_cert_file, tls_key_file, tls_server_name } = config;
  return {
    ...(tls_server_name !== undefined && { serverNameOverride: tls_server_name }),
    ...(tls_ca_file !== undefined && { serverRootCACertificate: await readFile(tls_ca_file) }),
    ...(tls_cert_file !== undefined &&
      tls_key_file !== undefined && {
        clientCertPair: { crt: await readFile(tls_cert_file), key: await readFile(tls_key_file) },
      }),
  };
}

/** Connects a worker to Temporal; throws `unreachable` with what to do. */
export async function connectTemporal(config: TemporalConfig): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect({
      address: config.address,
      tls: (await tlsOptions(config)) ?? false,
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
