import { describe, expect, it } from '@jest/globals';
import { redact, SourceSenseError } from '../../contracts/failure.js';

describe('an error', () => {
  it('has no secret in its message, its remedy or its cause, plain or percent-encoded', () => {
    const secret = 'p@ss w/ord';
    const error = new SourceSenseError('internal', `failed with ${secret}`, {
      cause: new Error(`postgres://me:${encodeURIComponent(secret)}@host/db`),
      remedy: `do not use ${secret}`,
      secrets: [secret],
    });
    const everything = JSON.stringify([
      error.message,
      error.remedy,
      (error.cause as Error).message,
      error.stack,
    ]);
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(encodeURIComponent(secret));
  });

  it('has no secret that JSON, a URL, a form, base64 or hexadecimal digits have changed', () => {
    const secret = 'p@ss "w/o\\rd ü';
    const bytes = Buffer.from(secret);
    const url = new URL('postgres://me@host/db');
    url.password = secret;
    const forms = [
      JSON.stringify({ secret }),
      url.href,
      new URLSearchParams({ secret }).toString(),
      bytes.toString('base64'),
      bytes.toString('base64url'),
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
    ];
    expect(redact(forms.join(' '), [secret])).toBe(
      '{"secret":"***"} postgres://me:***@host/db secret=*** *** *** *** ***',
    );
  });

  it('has the digits of a short secret, which are those of ordinary numbers', () => {
    expect(redact('2 of 6161 rows', ['aa'])).toBe('2 of 6161 rows');
  });

  it.each([
    ['postgres://me:secret@host/db', 'postgres://me:***@host/db'],
    ['at postgres://me:se:cr@et@host/db now', 'at postgres://me:***@host/db now'],
    ['postgres://me@host/db', 'postgres://me@host/db'],
  ])('of a URL %s shows %s', (text, shown) => {
    expect(redact(text)).toBe(shown);
  });
});
