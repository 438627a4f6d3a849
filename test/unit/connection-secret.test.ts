import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decryptSecret, encryptSecret } from '../../config/connection-secret.js';
import { loadSecretKey } from '../../config/secret-key.js';
import { resolveConnection, type SealedConnection, sealConnection } from '../../config/stored-connection.js';

const KEY = Buffer.alloc(32, 1).toString('base64');
const OTHER_KEY = Buffer.alloc(32, 2).toString('base64');
const URL_WITH_PASSWORD = 'postgres://reader:p%40ss@db.example.com:5432/sales';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secret-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('connection secrets', () => {
  it('come back as they were, and look different every time', async () => {
    const key = await loadSecretKey({ key: KEY });
    const encrypted = encryptSecret(key, 'conn-1', 'pässwörd 🔑');
    expect(decryptSecret(key, 'conn-1', encrypted)).toBe('pässwörd 🔑');
    expect(encryptSecret(key, 'conn-1', 'pässwörd 🔑')).not.toBe(encrypted);
    expect(encrypted).toMatch(new RegExp(`^${key.id}\\.[\\w-]{16}\\.[\\w-]{22}\\.[\\w-]+$`));
  });

  it.each([0, 1, 2, 3])('are refused when part %d was changed', async (part) => {
    const key = await loadSecretKey({ key: KEY });
    const parts = encryptSecret(key, 'conn-1', 'password').split('.');
    const text = parts[part] ?? '';
    parts[part] = (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
    expect(() => decryptSecret(key, 'conn-1', parts.join('.'))).toThrow(/damaged|encrypted with the key/);
  });

  it.each(['', 'a.b', 'not encrypted at all'])('are refused when they are no secrets: "%s"', async (text) => {
    const key = await loadSecretKey({ key: KEY });
    expect(() => decryptSecret(key, 'conn-1', text)).toThrow(/damaged/);
  });

  it('are refused with a shortened tag', async () => {
    const key = await loadSecretKey({ key: KEY });
    const [id, nonce, tag, ciphertext] = encryptSecret(key, 'conn-1', 'password').split('.');
    const short = [id, nonce, tag?.slice(0, 6), ciphertext].join('.');
    expect(() => decryptSecret(key, 'conn-1', short)).toThrow(/damaged/);
  });

  it('can not be moved to another connection', async () => {
    const key = await loadSecretKey({ key: KEY });
    const encrypted = encryptSecret(key, 'conn-1', 'password');
    expect(() => decryptSecret(key, 'conn-2', encrypted)).toThrow(/belongs to another connection/);
  });

  it('say which key they need when another one is configured', async () => {
    const [key, other] = await Promise.all([loadSecretKey({ key: KEY }), loadSecretKey({ key: OTHER_KEY })]);
    const encrypted = encryptSecret(key, 'conn-1', 'password');
    expect(() => decryptSecret(other, 'conn-1', encrypted)).toThrow(
      `encrypted with the key ${key.id}, and this program has the key ${other.id}. Configure`,
    );
  });
});

describe('the key', () => {
  it('is made once, readable by its owner only, whoever comes first', async () => {
    const key_file = join(folder, 'deep', 'secret.key');
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadSecretKey({ key_file })));
    expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
    expect(statSync(key_file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readFileSync(key_file, 'utf8'), 'base64')).toHaveLength(32);
  });

  it('is refused when it is not 32 bytes, without being quoted', async () => {
    const key_file = join(folder, 'secret.key');
    writeFileSync(key_file, 'c2hvcnQ=');
    await expect(loadSecretKey({ key_file })).rejects.toThrow(
      /has 5 bytes instead of 32.*openssl rand -base64 32/,
    );
    await expect(loadSecretKey({ key: 'c2hvcnQ=' })).rejects.not.toThrow(/c2hvcnQ/);
  });
});

describe('stored connections', () => {
  const store = (...connections: SealedConnection[]) => ({
    get: (id: string) => Promise.resolve(connections.find(({ connectionId }) => connectionId === id) ?? null),
  });

  it('have an id that does not depend on the password, and no password in their URL', async () => {
    const sealed = await sealConnection({ key: KEY }, URL_WITH_PASSWORD);
    const changed = await sealConnection({ key: KEY }, URL_WITH_PASSWORD.replace('p%40ss', 'new'));
    const elsewhere = await sealConnection({ key: KEY }, URL_WITH_PASSWORD.replace('sales', 'hr'));
    expect(sealed.connectionId).toMatch(/^conn-[0-9a-f]{12}$/);
    expect(changed.connectionId).toBe(sealed.connectionId);
    expect(elsewhere.connectionId).not.toBe(sealed.connectionId);
    expect(sealed.url).toBe('postgres://reader@db.example.com:5432/sales');
  });

  it('keep a password out of the URL wherever it was in it', async () => {
    const sealed = await sealConnection({ key: KEY }, 'postgres://db/sales?user=reader&password=p%40ss');
    expect(JSON.stringify(sealed)).not.toMatch(/p%40ss|p@ss/);
    const config = { connections: {}, secrets: { key: KEY } };
    const resolved = await resolveConnection(config, store(sealed), sealed.connectionId);
    expect(resolved.password).toBe('p@ss');
  });

  it('resolve to what was stored', async () => {
    const sealed = await sealConnection({ key: KEY }, URL_WITH_PASSWORD);
    const config = { connections: {}, secrets: { key: KEY } };
    const resolved = await resolveConnection(config, store(sealed), sealed.connectionId);
    expect(resolved).toMatchObject({ url: sealed.url, password: 'p@ss', max_sessions: 4 });
  });

  it('are not needed for configured connections', async () => {
    const { connections, secrets } = await configured();
    const resolved = await resolveConnection({ connections, secrets }, store(), 'sales');
    expect(resolved.url).toBe('postgres://sales/db');
  });

  it('that are unknown are refused, naming the nearest and all that are configured', async () => {
    const config = await configured();
    await expect(resolveConnection(config, store(), 'sale')).rejects.toThrow(
      'There is no connection "sale". Did you mean sales? Configured are: sales.',
    );
    await expect(resolveConnection(config, store(), 'conn-000000000000')).rejects.toMatchObject({
      category: 'invalid_input',
    });
  });

  it.each([
    ['mysql://host/db', 'unsupported', /mysql:\/\/ is not a source/],
    ['postgres://user:p#ss@host/db', 'invalid_input', /percent-encoded/],
    ['postgres://user:100%zz@host/db', 'invalid_input', /percent-encoded/],
  ])('are not made of %s', async (url, category, message) => {
    await expect(sealConnection({ key: KEY }, url)).rejects.toMatchObject({ category });
    await expect(sealConnection({ key: KEY }, url)).rejects.toThrow(message);
    await expect(sealConnection({ key: KEY }, url)).rejects.not.toThrow(/p#ss|100%/);
  });

  async function configured() {
    const { loadConfig } = await import('../../config/load.js');
    return loadConfig({ environment: { SOURCESENSE_CONNECTIONS_SALES_URL: 'postgres://sales/db' } }).config;
  }
});
