import { randomBytes } from 'node:crypto';

/** A text that is nowhere else. */
const plain = () => `planted-${randomBytes(12).toString('hex')}`;
/** One with what URLs, JSON, YAML and SQL each write in their own way. */
const hostile = () => `${plain()}@/%:ü"\\ +'`;
const key = () => randomBytes(32).toString('base64');

/** A secret of its own for every place where the system is given one, or comes across one at a source. */
export const SECRETS = {
  sourceInUrl: hostile(),
  sourceInQuery: hostile(),
  sourceAsSetting: hostile(),
  sourceInEnvironment: hostile(),
  sourceStored: hostile(),
  sourceKeyFile: plain(),
  catalog: hostile(),
  storeSecretKey: plain(),
  storeSessionToken: plain(),
  payloadKey: key(),
  codecServerToken: plain(),
  connectionKey: key(),
  temporalApiKey: plain(),
  foreignServer: hostile(),
  userMapping: hostile(),
  subscription: plain(),
} as const;

export type SecretName = keyof typeof SECRETS;

/** A secret as URLs, JSON, base64 and hexadecimal digits write it. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const url = new URL('postgres://user@host');
  url.password = secret;
  return [
    ...[secret, JSON.stringify(secret).slice(1, -1)],
    ...[encodeURIComponent(secret), url.password, new URLSearchParams({ secret }).toString().slice(7)],
    ...[bytes.toString('base64'), bytes.toString('base64url')],
    ...[bytes.toString('hex'), bytes.toString('hex').toUpperCase()],
  ];
}

/** Which of the planted secrets, in which of its forms, the text or the bytes hold: `catalog: %70...`. */
export function leaks(content: string | Buffer): string[] {
  return Object.entries(SECRETS).flatMap(([name, secret]) =>
    [...new Set(formsOf(secret))].filter((form) => content.includes(form)).map((form) => `${name}: ${form}`),
  );
}
