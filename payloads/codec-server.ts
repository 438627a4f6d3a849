import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { PayloadCodec } from '@temporalio/common';
import { messageOf, SourceSenseError } from '../contracts/failure.js';
import { payloadsFromJson, payloadsToJson } from './payload-json.js';

/** A page of history is at most 4 MB of protobuf, which JSON makes a third longer: this is ample. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** How long a browser may remember what it is allowed, in seconds. */
const PREFLIGHT_SECONDS = 600;

export interface CodecServerOptions {
  readonly codec: PayloadCodec;
  /** Callers that name another in `X-Namespace` are refused. */
  readonly namespace: string;
  /** Where web pages may ask from: the Temporal UI's, `http://127.0.0.1:8233`; read with each request. */
  readonly allowedOrigin: () => string | undefined;
  /** What callers have to send as a bearer token; none unless given. */
  readonly token?: string | undefined;
}

/** A request that is refused: an HTTP status and a sentence. */
class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Temporal's remote codec, for its UI and its command line: `POST /encode` and `/decode` with payloads as JSON, by
 * https://docs.temporal.io/dataconversion#codec-server. Not listening yet.
 */
export function createCodecServer(options: CodecServerOptions): Server {
  return createServer((request, response) => {
    const headers = corsHeaders(request, options);
    answer(request, options).then(
      (body) => {
        send(response, body === null ? 204 : 200, headers, body);
      },
      (error: unknown) => {
        send(response, statusOf(error), headers, JSON.stringify({ message: messageOf(error) }));
      },
    );
  });
}

/** The body of the answer, or null where there is none. */
async function answer(request: IncomingMessage, options: CodecServerOptions): Promise<string | null> {
  const { origin } = request.headers;
  // Told apart here rather than by the browser alone: a page elsewhere gets no answer, whether it can read it or not.
  if (origin !== undefined && origin !== options.allowedOrigin()) {
    throw new Refusal(403, `Pages of ${origin} may not ask here; those of temporal.ui_url may.`);
  }
  if (request.method === 'OPTIONS') return null;
  if (request.method !== 'POST') throw new Refusal(405, 'Use POST /encode or POST /decode.');
  requireToken(request, options.token);
  requireNamespace(request, options.namespace);
  const { pathname } = new URL(request.url ?? '/', 'http://codec');
  const { codec } = options;
  if (pathname === '/decode') {
    return payloadsToJson(await codec.decode(payloadsFromJson(await bodyOf(request))));
  }
  if (pathname === '/encode') {
    return payloadsToJson(await codec.encode(payloadsFromJson(await bodyOf(request))));
  }
  throw new Refusal(404, 'There are /encode and /decode.');
}

function requireToken({ headers }: IncomingMessage, token: string | undefined): void {
  if (token === undefined) return;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  // Of digests, so that the time it takes tells nothing of how much was right.
  if (timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`))) return;
  throw new Refusal(401, 'Send the token of temporal.encryption.codec_server_token as a bearer token.');
}

function requireNamespace({ headers }: IncomingMessage, namespace: string): void {
  const asked = headers['x-namespace'] ?? '';
  // The `temporal` command sends an empty one where it gets a history.
  if (asked === '' || asked === namespace) return;
  throw new Refusal(403, `The keys here are those of the namespace ${namespace}.`);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Refusal(413, `A request has at most ${MAX_BODY_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function corsHeaders({ headers }: IncomingMessage, { allowedOrigin }: CodecServerOptions) {
  const origin = allowedOrigin();
  if (origin === undefined || headers.origin !== origin) return { Vary: 'Origin' };
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'POST, OPTIONS',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Namespace',
    'Access-Control-Max-Age': String(PREFLIGHT_SECONDS),
  };
}

function statusOf(error: unknown): number {
  if (error instanceof Refusal) return error.status;
  return error instanceof SourceSenseError ? 400 : 500;
}

function send(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string | null,
): void {
  response.writeHead(status, {
    ...headers,
    'Cache-Control': 'no-store',
    ...(body !== null && { 'Content-Type': 'application/json' }),
    // Whatever was not read of a refused request ends with the connection.
    ...(status >= 400 && { Connection: 'close' }),
  });
  response.end(body);
}
