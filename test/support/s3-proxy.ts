import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { engines } from './engines.js';

/**
 * What becomes of a request: it never arrives, its answer never comes back or only so many bytes of it do, one bit of the
 * answer is another, or it is answered in the server's place, as S3 does: by a status and an error code.
 */
export type Fault =
  | 'lost request'
  | 'lost answer'
  | 'flipped bit'
  | { readonly breakAfterBytes: number }
  | {
      readonly status: number;
      readonly code: string;
      /** Whether the answer quotes the request's headers, as some gateways do; `not XML` says nothing else. */
      readonly quotes?: 'in the message' | 'not XML';
    };

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

/** Stands before the S3 server of the tests, unless another one is named. */
export async function startS3Proxy(server: { readonly endpoint: string } = engines().s3): Promise<S3Proxy> {
  const seen: SeenRequest[] = [];
  const listener = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    const one = { method, url, headers };
    seen.push(one);
    forward(server.endpoint, incoming, outgoing, proxy.fail(one));
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const proxy: S3Proxy = {
    endpoint: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    seen,
    fail: () => undefined,
    [Symbol.asyncDispose]: async () => {
      listener.closeAllConnections();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
  return proxy;
}

function forward(
  endpoint: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  fault: Fault | undefined,
): void {
  const hangUp = () => incoming.socket.destroy();
  if (fault === 'lost request') {
    hangUp();
    return;
  }
  if (typeof fault === 'object' && 'status' in fault) {
    refuse(incoming, outgoing, fault);
    return;
  }
  const { method, url: path, headers } = incoming;
  // The host is part of the signature, so that it stays ours.
  const { hostname, port } = new URL(endpoint);
  const onward = request({ hostname, port, method, path, headers }, (answer) => {
    if (fault === 'lost answer') {
      answer.resume().once('end', hangUp);
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    if (fault === undefined) answer.pipe(outgoing);
    else if (fault === 'flipped bit') flipBit(answer, outgoing);
    else breakAfter(answer, outgoing, fault.breakAfterBytes, hangUp);
  });
  onward.once('error', hangUp);
  incoming.pipe(onward);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function refuse(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { status, code, quotes }: Extract<Fault, { status: number }>,
): void {
  const quoted = Object.entries(incoming.headers).join(' ').replaceAll(/[<&]/g, ' ');
  const text = quotes === undefined ? code : `${code} for ${quoted}`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${text}</Message></Error>`;
  const body = quotes === 'not XML' ? text : xml;
  incoming.resume().once('end', () => {
    outgoing.writeHead(status, { 'content-type': 'application/xml' });
    outgoing.end(incoming.method === 'HEAD' ? undefined : body);
  });
}

function flipBit(answer: IncomingMessage, outgoing: ServerResponse): void {
  let isFirst = true;
  answer.on('data', (chunk: Buffer) => {
    const altered = Buffer.from(chunk);
    if (isFirst) altered[altered.length >> 1] = (altered[altered.length >> 1] ?? 0) ^ 1;
    isFirst = false;
    outgoing.write(altered);
  });
  answer.once('end', () => outgoing.end());
}

function breakAfter(
  answer: IncomingMessage,
  outgoing: ServerResponse,
  bytes: number,
  hangUp: () => void,
): void {
  let left = bytes;
  answer.on('data', (chunk: Buffer) => {
    if (left > 0) outgoing.write(chunk.subarray(0, left), left <= chunk.length ? hangUp : undefined);
    left -= chunk.length;
  });
  if (left === 0) hangUp();
}
