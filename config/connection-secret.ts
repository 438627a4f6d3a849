import { SourceSenseError } from '../contracts/failure.js';
import { seal, unseal } from './aes-256-gcm.js';
import type { SecretKey } from './secret-key.js';

/**
 * Encrypts a connection's password as `keyid.nonce.tag.ciphertext`, the last three in base64url. It is bound to the
 * connection's id: it can't be moved to another connection.
 */
export function encryptSecret(key: SecretKey, connectionId: string, secret: string): string {
  const { nonce, tag, ciphertext } = seal(key.bytes, Buffer.from(secret), connectionId);
  return [key.id, ...[nonce, tag, ciphertext].map((part) => part.toString('base64url'))].join('.');
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
    const sealed = { nonce: bytesOf(nonce), tag: bytesOf(tag), ciphertext: bytesOf(ciphertext) };
    return unseal(key.bytes, sealed, connectionId).toString('utf8');
  } catch (error) {
    throw damaged(connectionId, error);
  }
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}

function damaged(connectionId: string, cause?: unknown): SourceSenseError {
  return new SourceSenseError(
    'invalid_input',
    `The stored password of ${connectionId} is damaged or belongs to another connection.`,
    { cause, remedy: 'Extract from the URL again to store it anew.' },
  );
}
