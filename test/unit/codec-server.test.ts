import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openCodecServer, type RunningCodecServer } from '../../client/codec-server.js';
import { isLoopback } from '../../payloads/listen.js';

const UI = 'http://127.0.0.1:8233';
const TOKEN = 'a-token-of-the-tests';
const KEY = randomBytes(32).toString('base64');
const encryption = { encrypt_with: 'a', keys: { a: KEY } };
const temporal = { namespace: 'default', ui_url: `${UI}/`, encryption };
const PLAIN = {
  metadata: { encoding: Buffer.from('json/plain').toString('base64') },
  data: Buffer.from('"a name"').toString('base64'),
};

let open: RunningCodecServer;
let locked: RunningCodecServer;

beforeAll(async () => {
  open = await openCodecServer(temporal, '127.0.0.1', 0);
  const withToken = { ...temporal, encryption: { ...encryption, codec_server_token: TOKEN } };
  locked = await openCodecServer(withToken, '0.0.0.0', 0);
});
afterAll(async () => {
  await open.close();
  await locked.close();
});

function post(url: string, payloads: unknown[], headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: 'POST', headers, body: JSON.stringify({ payloads }) });
}

interface Answer {
  payloads: (typeof PLAIN)[];
}

async function encrypted(): Promise<typeof PLAIN> {
  const { payloads } = (await (await post(`${open.url}/encode`, [PLAIN])).json()) as Answer;
  if (payloads[0] === undefined) throw new Error('nothing was encoded');
  return payloads[0];
}

describe('the codec server', () => {
  it('encrypts and decrypts', async () => {
    const sealed = await encrypted();
    expect(Buffer.from(sealed.metadata.encoding, 'base64').toString()).toBe('binary/encrypted');
    const answer = await post(`${open.url}/decode`, [sealed, PLAIN], { 'X-Namespace': 'default' });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({ payloads: [PLAIN, PLAIN] });
  });

  it('answers the temporal command, which names no namespace where it reads a history', async () => {
    const answer = await post(`${open.url}/decode`, [await encrypted()], { 'X-Namespace': '' });
    expect(await answer.json()).toEqual({ payloads: [PLAIN] });
  });

  it('lets the pages of the Temporal UI ask', async () => {
    const headers = {
      Origin: UI,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type,x-namespace',
    };
    const preflight = await fetch(`${open.url}/decode`, { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(UI);
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/Content-Type.*X-Namespace/);
    const answer = await post(`${open.url}/decode`, [await encrypted()], { Origin: UI });
    expect(answer.headers.get('access-control-allow-origin')).toBe(UI);
    expect(await answer.json()).toEqual({ payloads: [PLAIN] });
  });

  it.each(['OPTIONS', 'POST'])('answers no page of another origin: %s', async (method) => {
    const sealed = JSON.stringify({ payloads: [await encrypted()] });
    const headers = { Origin: 'http://elsewhere.example' };
    const answer = await fetch(`${open.url}/decode`, {
      method,
      headers,
      ...(method === 'POST' && { body: sealed }),
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(await answer.text()).not.toContain(PLAIN.data);
  });

  it('refuses a namespace that its keys are not for', async () => {
    const answer = await post(`${open.url}/decode`, [PLAIN], { 'X-Namespace': 'other' });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('namespace default');
  });

  it.each([
    ['another path', 404, 'POST', '/', '{}'],
    ['another method', 405, 'PUT', '/decode', '{}'],
    ['no JSON', 400, 'POST', '/decode', 'payloads'],
    ['JSON of another form', 400, 'POST', '/decode', '{"payloads": [1]}'],
    ['data that is not base64', 400, 'POST', '/decode', '{"payloads": [{"data": "?"}]}'],
  ])('refuses %s with a status of its own', async (_name, status, method, path, body) => {
    const answer = await fetch(`${open.url}${path}`, { method, body });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toHaveProperty('message');
  });

  it('names the key that it lacks', async () => {
    const other = await openCodecServer(
      { ...temporal, encryption: { encrypt_with: 'b', keys: { b: KEY } } },
      '127.0.0.1',
      0,
    );
    try {
      const answer = await post(`${other.url}/decode`, [await encrypted()]);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toMatch(/the key \\"a\\", which is not configured/);
    } finally {
      await other.close();
    }
  });

  it('with a token answers only who sends it', async () => {
    const url = `${locked.url.replace('0.0.0.0', '127.0.0.1')}/decode`;
    expect((await post(url, [PLAIN])).status).toBe(401);
    expect((await post(url, [PLAIN], { Authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await post(url, [PLAIN], { Authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  });

  it('listens where others reach it only with a token, and never without keys', async () => {
    await expect(openCodecServer(temporal, '0.0.0.0', 0)).rejects.toThrow(/codec_server_token/);
    await expect(openCodecServer({ ...temporal, encryption: { keys: {} } }, '127.0.0.1', 0)).rejects.toThrow(
      'There are no temporal.encryption.keys',
    );
  });

  it('says so when the port is taken', async () => {
    const port = Number(new URL(open.url).port);
    await expect(openCodecServer(temporal, '127.0.0.1', port)).rejects.toThrow(/Can't listen.*--port/);
  });
});

describe('an address', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['::', false],
    ['10.0.0.1', false],
    ['db.example', false],
  ])('%s is of this machine alone: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
