import { join } from 'node:path';
import { findToxiproxy } from '../../stack/find-server.js';
import { freePort } from '../../stack/free-port.js';
import type { ProcessLedger } from '../../stack/process-ledger.js';
import type { StackReporter } from '../../stack/progress.js';
import { startServer } from '../../stack/server-process.js';

/** What a connection suffers: https://github.com/Shopify/toxiproxy#toxics */
export interface Toxic {
  readonly type: 'latency' | 'bandwidth' | 'reset_peer' | 'timeout' | 'limit_data' | 'slicer';
  /** `downstream` is what the server answers. */
  readonly stream: 'upstream' | 'downstream';
  readonly attributes: Readonly<Record<string, number>>;
}

/** A way to a server that can be made bad; it is good at first. */
export interface Wire {
  /** Where it is entered. */
  readonly port: number;
  poison(toxic: Toxic): Promise<void>;
  /** Ends every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Makes it good again. */
  heal(): Promise<void>;
}

export interface Toxiproxy extends AsyncDisposable {
  /** A wire to a port of this machine. */
  wire(name: string, upstreamPort: number): Promise<Wire>;
}

const READY_TIMEOUT_MS = 10_000;

export async function startToxiproxy(
  directory: string,
  ledger: ProcessLedger,
  reporter: StackReporter,
): Promise<Toxiproxy> {
  const executable = await findToxiproxy(undefined, reporter);
  const port = await freePort();
  const api = `http://127.0.0.1:${port}`;
  const server = startServer(
    {
      name: 'Toxiproxy',
      executable,
      args: ['-host', '127.0.0.1', '-port', String(port)],
      environment: { LOG_LEVEL: 'error' },
      logFile: join(directory, 'toxiproxy.log'),
      stopSignal: 'SIGTERM',
    },
    ledger,
  );
  const call = async (path: string, method = 'GET', body?: object): Promise<unknown> => {
    const answer = await fetch(`${api}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    // Two may heal a wire at once: what one has taken away the other finds no more.
    const isGone = method === 'DELETE' && answer.status === 404;
    if (!answer.ok && !isGone) throw new Error(`Toxiproxy refused ${method} ${path}: ${text}`);
    return text === '' || isGone ? null : (JSON.parse(text) as unknown);
  };
  const isReady = () =>
    call('/version').then(
      () => true,
      () => false,
    );
  await server.untilReady(isReady, READY_TIMEOUT_MS);
  return {
    wire: async (name, upstreamPort) => {
      const upstream = `127.0.0.1:${upstreamPort}`;
      const created = await call('/proxies', 'POST', {
        name,
        listen: '127.0.0.1:0',
        upstream,
        enabled: true,
      });
      const { listen } = created as { listen: string };
      return wireOf(Number(listen.split(':').at(-1)), (path, method, body) =>
        call(`/proxies/${name}${path}`, method, body),
      );
    },
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

function wireOf(
  port: number,
  call: (path: string, method?: string, body?: object) => Promise<unknown>,
): Wire {
  const listen = `127.0.0.1:${port}`;
  return {
    port,
    poison: async (toxic) => {
      await call('/toxics', 'POST', { ...toxic, toxicity: 1 });
    },
    cut: async () => {
      await call('', 'POST', { listen, enabled: false });
    },
    heal: async () => {
      const toxics = (await call('/toxics')) as { name: string }[];
      for (const { name } of toxics) await call(`/toxics/${name}`, 'DELETE');
      await call('', 'POST', { listen, enabled: true });
    },
  };
}
