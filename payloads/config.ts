import { z } from 'zod';

/** In place of a key's id: encrypt no more, and go on decrypting. */
export const NO_ENCRYPTION = 'none';

/** A key's id: it stands in every payload, and is part of an environment variable's name. */
const keyId = z
  .string()
  .regex(/^(?!none$)[a-z0-9][a-z0-9_]{0,62}$/, 'lowercase letters, digits and _, and not none');

/** 32 bytes are 43 digits of base64 and a `=`. */
const keySecret = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9+/]{43}=$/, '32 bytes in base64 (`openssl rand -base64 32`)')
  .meta({ description: 'The key of that id, 32 bytes in base64 (`openssl rand -base64 32`).', secret: true });

/** What encrypts the payloads of workflows: nothing unless keys are configured. */
export const encryptionConfigSchema = z
  .strictObject({
    encrypt_with: z
      .string()
      .optional()
      .describe(
        'Id of the key that encrypts what goes to Temporal; all keys decrypt. `none` to decrypt only. Required as soon as there are keys.',
      ),
    codec_server_token: z.string().min(16).optional().meta({
      description: 'What callers of `sourcesense codec-server` have to send as a bearer token.',
      secret: true,
    }),
    keys: z.record(keyId, keySecret).default({}),
  })
  .superRefine(({ encrypt_with: chosen, keys }, context) => {
    const ids = Object.keys(keys);
    const isChosen = chosen === NO_ENCRYPTION || (chosen !== undefined && ids.includes(chosen));
    if (isChosen || (chosen === undefined && ids.length === 0)) return;
    const known = ids.length === 0 ? 'of which there are none' : ids.join(', ');
    const message = `the id of one of temporal.encryption.keys (${known}), or ${NO_ENCRYPTION}`;
    context.addIssue({ code: 'custom', path: ['encrypt_with'], message });
  });

export type EncryptionConfig = z.infer<typeof encryptionConfigSchema>;
