import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { engines } from './engines.js';

/** What becomes of a request: it never arrives, its answer never comes back, or only so many bytes of it do. */
export type Fault = 'lost request' | 'lost answer' | { readonly breakAfterBytes: number };

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** A network in front of the real S3 server that fails on demand: states that the server itself can't be brought into. */
export interface S3Proxy extends AsyncDisposable {
  readonly endpoint: string;
  /** Every request so far. */
  readonly seen: readonly SeenRequest[];
  /** Decides about each request from now on; undefined lets it pass. */
  fail: (request: SeenRequest) => Fault | undefined;
}

export async function startS3Proxy(): Promise<S3Proxy> {
  const seen: SeenRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    const one = { method, url, headers };
    seen.push(one);
    forward(incoming, outgoing, proxy.fail(one));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: S3Proxy = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    fail: () => undefined,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, fault: Fault | undefined): void {
  const hangUp = () => incoming.socket.destroy();
  if (fault === 'lost request') {
    hangUp();
    return;
  }
  const { method, url: path, headers } = incoming;
  // The host is part of the signature, so that it stays ours.
  const { hostname, port } = new URL(engines().s3.endpoint);
  const onward = request({ hostname, port, method, path, headers }, (answer) => {
    if (fault === 'lost answer') {
      answer.resume().once('end', hangUp);
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    if (fault === undefined) {
      answer.pipe(outgoing);
      return;
    }
    let left = fault.breakAfterBytes;
    answer.on('data', (chunk: Buffer) => {
      if (left > 0) outgoing.write(chunk.subarray(0, left), left <= chunk.length ? hangUp : undefined);
      left -= chunk.length;
    });
    if (left === 0) hangUp();
  });
  onward.once('error', hangUp);
  incoming.pipe(onward);
}
