import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SourceSenseError } from '../contracts/failure.js';
import type { SecretKey } from './secret-key.js';

/** NIST SP 800-38D: a 96-bit nonce, random for each encryption, and the full 128-bit tag. */
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a connection's password as `keyid.nonce.tag.ciphertext`, the last three in base64url. It is bound to the
 * connection's id: it can't be moved to another connection.
 */
export function encryptSecret(key: SecretKey, connectionId: string, secret: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key.bytes, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(connectionId));
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return [key.id, ...[nonce, cipher.getAuthTag(), ciphertext].map((part) => part.toString('base64url'))].join(
    '.',
  );
}

/**
 * The password again. Throws `invalid_input` when it was encrypted with another key, was changed since, or belongs to
 * another connection.
 */
export function decryptSecret(key: SecretKey, connectionId: string, encrypted: string): string {
  const [keyId, nonce, tag, ciphertext] = encrypted.split('.');
  if (keyId === undefined || nonce === undefined || tag === undefined || ciphertext === undefined) {
    throw damaged(connectionId);
  }
  if (keyId !== key.id) {
    throw new SourceSenseError(
      'invalid_input',
      `The password of ${connectionId} was encrypted with the key ${keyId}, and this program has the key ${key.id}.`,
      {
        remedy:
          'Configure the same secrets.key (or secrets.key_file) here, or extract from the URL again to store it anew.',
      },
    );
  }
  try {
    const decipher = createDecipheriv(ALGORITHM, key.bytes, Buffer.from(nonce, 'base64url'), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(connectionId));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(ciphertext, 'base64url')), decipher.final()]).toString(
      'utf8',
    );
  } catch (error) {
    throw damaged(connectionId, error);
  }
}

function damaged(connectionId: string, cause?: unknown): SourceSenseError {
  return new SourceSenseError(
    'invalid_input',
    `The stored password of ${connectionId} is damaged or belongs to another connection.`,
    { cause, remedy: 'Extract from the URL again to store it anew.' },
  );
}
