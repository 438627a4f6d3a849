import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  ApplicationFailure,
  defaultPayloadConverter,
  type Payload,
  type ProtoFailure,
} from '@temporalio/common';
import { loadConfig } from '../../config/load.js';
import { printedSettings } from '../../config/redacted.js';
import { dataConverter, isEncrypting } from '../../payloads/data-converter.js';
import { EncryptionCodec } from '../../payloads/encryption-codec.js';
import { failureConverter } from '../../payloads/failure-converter.js';

const OLD = randomBytes(32).toString('base64');
const NEW = randomBytes(32).toString('base64');
const old = new EncryptionCodec({ encrypt_with: 'old', keys: { old: OLD } });
const rotated = new EncryptionCodec({ encrypt_with: 'new', keys: { old: OLD, new: NEW } });
const off = new EncryptionCodec({ keys: {} });

const VALUE = { filter: ['sales_*', 'ä🔑'], rows: 1 };
const payload = defaultPayloadConverter.toPayload(VALUE);

async function encoded(codec: EncryptionCodec, value: Payload = payload): Promise<Payload> {
  const [result] = await codec.encode([value]);
  if (result === undefined) throw new Error('nothing was encoded');
  return result;
}

async function decodedValue(codec: EncryptionCodec, value: Payload): Promise<unknown> {
  const [result] = await codec.decode([value]);
  return result && defaultPayloadConverter.fromPayload(result);
}

const texts = ({ metadata, data }: Payload) =>
  [...Object.values(metadata ?? {}), data ?? new Uint8Array()].map((bytes) => Buffer.from(bytes).toString());

describe('an encrypted payload', () => {
  it('comes back as it was, and looks different every time', async () => {
    const [first, second] = [await encoded(old), await encoded(old)];
    expect(await decodedValue(old, first)).toEqual(VALUE);
    expect(Buffer.from(first.data ?? []).equals(Buffer.from(second.data ?? []))).toBe(false);
  });

  it('tells its encoding and the id of its key, and nothing of what was in it', async () => {
    const sealed = await encoded(old);
    expect(texts(sealed).slice(0, 2)).toEqual(['binary/encrypted', 'old']);
    expect(texts(sealed).join('')).not.toMatch(/sales|json/);
    // A nonce of 12 bytes and a tag of 16 besides the payload as protobuf.
    expect(sealed.data?.length).toBeGreaterThan((payload.data?.length ?? 0) + 28);
  });

  it.each([
    ['without data', { metadata: { encoding: Buffer.from('binary/null') } }],
    ['without metadata', { data: Buffer.from('x') }],
    ['with nothing at all', {}],
  ])('may be one %s', async (_name, value) => {
    const [back] = await old.decode([await encoded(old, value)]);
    expect(texts(back ?? {})).toEqual(texts(value));
  });

  it('is refused when any byte of it was changed', async () => {
    const sealed = await encoded(old);
    for (const at of [0, 11, 12, 20, (sealed.data?.length ?? 0) - 1]) {
      const data = Buffer.from(sealed.data ?? []);
      data[at] = (data[at] ?? 0) ^ 1;
      await expect(old.decode([{ ...sealed, data }])).rejects.toThrow(/key "old": it was changed/);
    }
  });

  it.each([0, 5, 28])('is refused when only %d bytes of it are left', async (length) => {
    const sealed = await encoded(old);
    const data = Buffer.from(sealed.data ?? []).subarray(0, length);
    await expect(old.decode([{ ...sealed, data }])).rejects.toThrow(/can't be decrypted/);
  });
});

describe('keys', () => {
  it('rotate: the chosen one encrypts, all decrypt', async () => {
    expect(texts(await encoded(rotated))[1]).toBe('new');
    expect(await decodedValue(rotated, await encoded(old))).toEqual(VALUE);
  });

  it('that are not configured are named, and never told', async () => {
    const sealed = await encoded(rotated);
    await expect(old.decode([sealed])).rejects.toMatchObject({
      category: 'invalid_input',
      message: expect.stringMatching(
        /the key "new", which is not configured.*temporal\.encryption\.keys\.new/,
      ),
    });
    await expect(off.decode([sealed])).rejects.toThrow('"new"');
  });

  it('are refused when another one has the same id', async () => {
    const other = new EncryptionCodec({ encrypt_with: 'old', keys: { old: NEW } });
    await expect(other.decode([await encoded(old)])).rejects.toThrow(/another one under the same id/);
  });
});

describe('without encryption', () => {
  it('payloads pass through as they are', async () => {
    expect(await off.encode([payload])).toEqual([payload]);
    expect(await off.decode([payload])).toEqual([payload]);
  });

  it('what was written before stays readable once keys are there', async () => {
    expect(await decodedValue(rotated, payload)).toEqual(VALUE);
  });

  it('and with the keys still there, what was encrypted is decrypted', async () => {
    const retired = new EncryptionCodec({ encrypt_with: 'none', keys: { old: OLD } });
    expect(await decodedValue(retired, await encoded(old))).toEqual(VALUE);
    expect(await retired.encode([payload])).toEqual([payload]);
  });
});

describe('failures', () => {
  const failure = ApplicationFailure.create({
    message: 'role "clerk" was refused',
    type: 'authentication',
    cause: new Error('clerk again'),
  });

  it('keep their messages and stacks, and those of their causes, in payloads', () => {
    const proto: ProtoFailure = failureConverter.errorToFailure(failure, defaultPayloadConverter);
    expect(proto).toMatchObject({ message: 'Encoded failure', stackTrace: '' });
    expect(proto.cause).toMatchObject({ message: 'Encoded failure', stackTrace: '' });
    expect(proto.applicationFailureInfo).toMatchObject({ type: 'authentication' });
    const back = failureConverter.failureToError(proto, defaultPayloadConverter);
    expect(back).toMatchObject({ message: 'role "clerk" was refused', cause: { message: 'clerk again' } });
  });

  it('are converted so only where something encrypts them', () => {
    expect(dataConverter({ encrypt_with: 'old', keys: { old: OLD } }).failureConverterPath).toMatch(
      /failure-converter\.js$/,
    );
    expect(dataConverter({ encrypt_with: 'none', keys: { old: OLD } }).failureConverterPath).toBeUndefined();
    expect(isEncrypting({ keys: {} })).toBe(false);
  });
});

describe('the configuration of keys', () => {
  const PREFIX = 'SOURCESENSE_TEMPORAL_ENCRYPTION_';
  const load = (variables: Record<string, string>) =>
    loadConfig({
      environment: Object.fromEntries(
        Object.entries(variables).map(([name, value]) => [PREFIX + name, value]),
      ),
    });

  it('is empty unless somebody wrote one', () => {
    expect(load({}).config.temporal.encryption).toEqual({ keys: {} });
  });

  it('may come from the environment, and is never printed', () => {
    const loaded = load({ ENCRYPT_WITH: 'k2026_11', KEYS_K2026_11: OLD, KEYS_K2026_05: NEW });
    expect(loaded.config.temporal.encryption).toEqual({
      encrypt_with: 'k2026_11',
      keys: { k2026_11: OLD, k2026_05: NEW },
    });
    const printed = JSON.stringify(printedSettings(loaded));
    expect(printed).toContain('temporal.encryption.keys.k2026_11');
    for (const key of [OLD, NEW]) expect(printed).not.toContain(key);
  });

  it.each([
    [
      'a key that is too short',
      { ENCRYPT_WITH: 'a', KEYS_A: 'c2hvcnQ=' },
      /keys\.a .* must be 32 bytes in base64/,
    ],
    ['no base64', { ENCRYPT_WITH: 'a', KEYS_A: '!'.repeat(44) }, /keys\.a .* must be 32 bytes in base64/],
    [
      'nobody says which key encrypts',
      { KEYS_A: OLD, KEYS_B: NEW },
      /encrypt_with is missing; .*\(a, b\), or none/,
    ],
    ['the key is not there', { ENCRYPT_WITH: 'c', KEYS_A: OLD }, /encrypt_with .*\(a\), or none, not "c"/],
    ['there are no keys', { ENCRYPT_WITH: 'a' }, /encrypt_with .*of which there are none/],
    [
      'a key is called none',
      { ENCRYPT_WITH: 'none', KEYS_NONE: OLD },
      /keys\.none .* name that is not allowed/,
    ],
  ])('is refused at once where %s', (_name, variables, message) => {
    expect(() => load(variables)).toThrow(message);
    expect(() => load(variables)).not.toThrow(/c2hvcnQ|!!!/);
  });
});
