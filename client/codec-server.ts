import type { SourceSenseConfig } from '../config/schema.js';
import { SourceSenseError } from '../contracts/failure.js';
import { createCodecServer } from '../payloads/codec-server.js';
import { EncryptionCodec } from '../payloads/encryption-codec.js';
import { isLoopback, listen } from '../payloads/listen.js';

export interface RunningCodecServer {
  readonly url: string;
  /** Stops listening and ends what is connected. */
  close(): Promise<void>;
}

type TemporalConfig = Pick<SourceSenseConfig['temporal'], 'namespace' | 'ui_url' | 'encryption'>;

/**
 * Decrypts for whoever may ask, at any free port for port 0. Throws `invalid_input` without keys, for an address that can't
 * be listened at, and for one that others reach when there is no token.
 *
 * @param uiUrl the Temporal UI's address, where it is known later than the configuration
 */
export async function openCodecServer(
  { namespace, ui_url, encryption }: TemporalConfig,
  host: string,
  port: number,
  uiUrl: () => string | undefined = () => ui_url,
): Promise<RunningCodecServer> {
  const { keys, codec_server_token: token } = encryption;
  if (Object.keys(keys).length === 0) {
    throw new SourceSenseError('invalid_input', 'There are no temporal.encryption.keys to decrypt with.');
  }
  if (token === undefined && !isLoopback(host)) {
    throw new SourceSenseError('invalid_input', `Everybody who reaches ${host} could decrypt.`, {
      remedy: 'Set temporal.encryption.codec_server_token, or listen at 127.0.0.1.',
    });
  }
  const server = createCodecServer({
    codec: new EncryptionCodec(encryption),
    namespace,
    token,
    allowedOrigin: () => originOf(uiUrl()),
  });
  const url = await listen(server, host, port);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function originOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : new URL(url).origin;
}
