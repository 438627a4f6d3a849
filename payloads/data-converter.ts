import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { type EncryptionConfig, NO_ENCRYPTION } from './config.js';
import { EncryptionCodec } from './encryption-codec.js';

/** The module that workflows are bundled with, too, where they run encrypted. */
export const FAILURE_CONVERTER = fileURLToPath(new URL('failure-converter.js', import.meta.url));

/** Whether what goes to Temporal is encrypted. */
export function isEncrypting({ encrypt_with: id }: EncryptionConfig): boolean {
  return id !== undefined && id !== NO_ENCRYPTION;
}

/**
 * How values and failures become payloads; clients and workers must have the same. The codec is there without keys too: it
 * says which key is missing where somebody else encrypts.
 */
export function dataConverter(config: EncryptionConfig): DataConverter {
  return {
    payloadCodecs: [new EncryptionCodec(config)],
    ...(isEncrypting(config) && { failureConverterPath: FAILURE_CONVERTER }),
  };
}
