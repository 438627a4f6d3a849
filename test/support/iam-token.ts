import { createHash, createHmac } from 'node:crypto';

/** An identity of IAM. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** For whom and for what a token must be. */
export interface TokenScope extends Credentials {
  readonly region: string;
  /** host:port that the client connects to. */
  readonly place: string;
  readonly user: string;
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** RFC 3986, as Signature Version 4 wants it. */
const encoded = (text: string) =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Milliseconds since 1970 at which a token was signed. */
export function signedAt(token: string): number {
  const text = new URL(`https://${token}`).searchParams.get('X-Amz-Date') ?? '';
  return Date.parse(text.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
}

/**
 * Whether RDS would let a token in: signed by these credentials for this place, user and region, and not expired. Written
 * from https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html, without the SDK that signs.
 */
export function isAccepted(token: string, scope: TokenScope): boolean {
  const url = new URL(`https://${token}`);
  const query = [...url.searchParams].filter(([name]) => name !== 'X-Amz-Signature');
  const given = Object.fromEntries(query);
  const [key, ...rest] = (given['X-Amz-Credential'] ?? '').split('/');
  const date = (given['X-Amz-Date'] ?? '').slice(0, 8);
  const canonicalQuery = query
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
  const canonical = ['GET', '/', canonicalQuery, `host:${scope.place}`, '', 'host', sha256('')].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', given['X-Amz-Date'], rest.join('/'), sha256(canonical)].join('\n');
  const signingKey = [scope.region, 'rds-db', 'aws4_request'].reduce(
    (parent: Buffer, text) => hmac(parent, text),
    hmac(`AWS4${scope.secretAccessKey}`, date),
  );
  const age = Date.now() - signedAt(token);
  return (
    url.host === scope.place &&
    key === scope.accessKeyId &&
    rest.join('/') === `${date}/${scope.region}/rds-db/aws4_request` &&
    given['Action'] === 'connect' &&
    given['DBUser'] === scope.user &&
    url.searchParams.get('X-Amz-Signature') === hmac(signingKey, toSign).toString('hex') &&
    age >= -60_000 &&
    age < Number(given['X-Amz-Expires']) * 1000
  );
}
