import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { NONCE_BYTES, seal, TAG_BYTES, unseal } from '../config/aes-256-gcm.js';
import { SourceSenseError } from '../contracts/failure.js';
import { type EncryptionConfig, NO_ENCRYPTION } from './config.js';

/** As in Temporal's own samples of encryption, so that their tools know what they see. */
const ENCODING = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';

const protobuf = proto.temporal.api.common.v1.Payload;

/**
 * Encrypts payloads by AES-256-GCM with the configured key: metadata says which, the data is nonce, ciphertext and tag,
 * the plaintext the whole payload as protobuf. Decrypts with any of the keys, and leaves alone what it did not encrypt:
 * runs of before encryption was switched on stay readable. Throws `invalid_input` for a key that is not configured,
 * naming its id, and for a payload that was changed.
 */
export class EncryptionCodec implements PayloadCodec {
  readonly #keys: ReadonlyMap<string, Buffer>;
  readonly #chosen: { readonly id: string; readonly key: Buffer } | null;

  constructor({ encrypt_with: id = NO_ENCRYPTION, keys }: EncryptionConfig) {
    this.#keys = new Map(Object.entries(keys).map(([name, secret]) => [name, Buffer.from(secret, 'base64')]));
    const key = this.#keys.get(id);
    this.#chosen = key === undefined ? null : { id, key };
  }

  encode(payloads: Payload[]): Promise<Payload[]> {
    const chosen = this.#chosen;
    if (chosen === null) return Promise.resolve(payloads);
    return Promise.resolve(payloads.map((payload) => encrypted(payload, chosen.id, chosen.key)));
  }

  // Not merely a promise: what is wrong with a payload has to reject it.
  // eslint-disable-next-line @typescript-eslint/require-await
  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) =>
      metadataOf(payload, 'encoding') === ENCODING ? this.#decrypted(payload) : payload,
    );
  }

  #decrypted(payload: Payload): Payload {
    const id = metadataOf(payload, KEY_ID) ?? '';
    const key = this.#keys.get(id);
    if (key === undefined) {
      throw new SourceSenseError(
        'invalid_input',
        `A payload of Temporal was encrypted with the key "${id}", which is not configured.`,
        { remedy: `Configure it as temporal.encryption.keys.${id}.` },
      );
    }
    const data = Buffer.from(payload.data ?? []);
    const sealed = {
      nonce: data.subarray(0, NONCE_BYTES),
      ciphertext: data.subarray(NONCE_BYTES, -TAG_BYTES),
      tag: data.subarray(-TAG_BYTES),
    };
    try {
      return protobuf.decode(unseal(key, sealed));
    } catch (error) {
      throw new SourceSenseError(
        'invalid_input',
        `A payload of Temporal can't be decrypted with the key "${id}": it was changed, or the key is another one under the same id.`,
        { cause: error },
      );
    }
  }
}

function encrypted(payload: Payload, id: string, key: Buffer): Payload {
  const { nonce, ciphertext, tag } = seal(key, protobuf.encode(payload).finish());
  return {
    metadata: { encoding: Buffer.from(ENCODING), [KEY_ID]: Buffer.from(id) },
    data: Buffer.concat([nonce, ciphertext, tag]),
  };
}

function metadataOf({ metadata }: Payload, name: string): string | undefined {
  const value = metadata?.[name];
  return value && Buffer.from(value).toString('utf8');
}
