import type { SourceSenseConfig } from '../../config/schema.js';
import { openCodecServer, type RunningCodecServer } from '../codec-server.js';

export interface UiCodec extends Pick<RunningCodecServer, 'url'>, AsyncDisposable {
  /** Lets the pages of that address ask; nobody's before, since their port is not known then. */
  serve(uiUrl: string | undefined): void;
}

/**
 * A codec server for the embedded Temporal UI, at any free port of this machine alone; undefined without keys. It takes no
 * token, which the UI could not send.
 */
export async function openUiCodec({
  namespace,
  encryption,
}: SourceSenseConfig['temporal']): Promise<UiCodec | undefined> {
  if (Object.keys(encryption.keys).length === 0) return undefined;
  const withoutToken = { ...encryption, codec_server_token: undefined };
  let allowed: string | undefined;
  const temporal = { namespace, encryption: withoutToken, ui_url: undefined };
  const server = await openCodecServer(temporal, '127.0.0.1', 0, () => allowed);
  return {
    url: server.url,
    [Symbol.asyncDispose]: () => server.close(),
    serve: (uiUrl) => {
      allowed = uiUrl;
    },
  };
}
