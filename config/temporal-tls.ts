import { readFile } from 'node:fs/promises';
import { SourceSenseError } from '../contracts/failure.js';
import type { SourceSenseConfig } from './schema.js';

/** TLS options in the shape that Temporal's client and worker connections share. */
export interface TemporalTls {
  readonly serverNameOverride?: string;
  readonly serverRootCACertificate?: Buffer;
  readonly clientCertPair?: { readonly crt: Buffer; readonly key: Buffer };
}

/** How the connection to Temporal is encrypted, or false. Throws `invalid_input` for a file that can't be read. */
export async function temporalTls(config: SourceSenseConfig['temporal']): Promise<TemporalTls | false> {
  // An API key never travels in the clear.
  if (!config.tls && config.api_key === undefined) return false;
  const { tls_ca_file, tls_cert_file, tls_key_file, tls_server_name } = config;
  return {
    ...(tls_server_name !== undefined && { serverNameOverride: tls_server_name }),
    ...(tls_ca_file !== undefined && { serverRootCACertificate: await readPem('tls_ca_file', tls_ca_file) }),
    ...(tls_cert_file !== undefined &&
      tls_key_file !== undefined && {
        clientCertPair: {
          crt: await readPem('tls_cert_file', tls_cert_file),
          key: await readPem('tls_key_file', tls_key_file),
        },
      }),
  };
}

async function readPem(setting: string, path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new SourceSenseError('invalid_input', `temporal.${setting}: the file ${path} can't be read.`, {
      cause: error,
    });
  }
}
