import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SourceSenseError } from '../contracts/failure.js';
import { KEY_BYTES } from './aes-256-gcm.js';
import type { SourceSenseConfig } from './schema.js';

/** The key that encrypts the passwords of stored connections. */
export interface SecretKey {
  /** First 8 hexadecimal digits of the key's SHA-256: tells keys apart without telling them. */
  readonly id: string;
  readonly bytes: Buffer;
}

/**
 * The configured key, or the one in the key file, which is made on first use with mode 0600. Safe when several
 * processes start at once: the first to link the file wins. Throws `invalid_input` when it is not 32 bytes of base64.
 */
export async function loadSecretKey(secrets: SourceSenseConfig['secrets']): Promise<SecretKey> {
  if (secrets.key !== undefined) return secretKey(secrets.key, 'secrets.key');
  const path = secrets.key_file;
  if (path === undefined) {
    throw new SourceSenseError('invalid_input', 'Neither secrets.key nor secrets.key_file is configured.');
  }
  const text = (await readIfThere(path)) ?? (await makeKeyFile(path));
  return secretKey(text, `the key file ${path}`);
}

function secretKey(base64: string, place: string): SecretKey {
  const bytes = Buffer.from(base64.trim(), 'base64');
  if (bytes.length !== KEY_BYTES) {
    throw new SourceSenseError(
      'invalid_input',
      `The encryption key in ${place} has ${bytes.length} bytes instead of ${KEY_BYTES}.`,
      { remedy: 'Make one with: openssl rand -base64 32' },
    );
  }
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new SourceSenseError('invalid_input', `The key file ${path} can't be read.`, { cause: error });
  }
}

async function makeKeyFile(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    await link(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  return readFile(path, 'utf8');
}
