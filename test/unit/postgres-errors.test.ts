import { describe, expect, it } from '@jest/globals';
import { postgresConnectionSchema } from '../../sources/postgres/config.js';
import { sessionOptions } from '../../sources/postgres/connection-options.js';
import { toSourceError } from '../../sources/postgres/errors.js';

const label = { host: 'db.example', port: 5432, database: 'shop', user: 'reader', secrets: ['hunter2'] };
const withCode = (code: string, message = 'server says hunter2') =>
  Object.assign(new Error(message), { code });

describe('an error of the source', () => {
  it.each([
    ['28P01', 'authentication', false],
    ['3D000', 'database_missing', false],
    ['42501', 'permission', false],
    ['53200', 'source_busy', true],
    ['53300', 'source_busy', true],
    ['55P03', 'source_busy', true],
    ['57014', 'timeout', true],
    ['57P01', 'connection_lost', true],
    ['08006', 'connection_lost', true],
    ['40001', 'conflict', true],
    ['ECONNREFUSED', 'unreachable', true],
    ['ENOTFOUND', 'unreachable', true],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', false],
    ['XX000', 'internal', true],
  ])('with code %s is of category %s, retryable: %s', (code, category, retryable) => {
    const error = toSourceError(withCode(code), label);
    expect({ category: error.category, retryable: error.retryable }).toEqual({ category, retryable });
    expect(error.message).not.toContain('hunter2');
  });

  it('keeps the SQLSTATE of the server, and no code of Node as one', () => {
    expect(toSourceError(withCode('42501'), label).sqlState).toBe('42501');
    expect(toSourceError(withCode('EPIPE'), label).sqlState).toBeUndefined();
  });

  it.each([
    ['password authentication failed', 'authentication'],
    ['database "nodb" does not exist', 'database_missing'],
    ['no more connections allowed (max_client_conn)', 'source_busy'],
    ['query_wait_timeout', 'source_busy'],
    ['transaction blocks not allowed in statement pooling mode', 'unsupported'],
    ['unsupported startup parameter: options', 'invalid_input'],
    ['pgbouncer cannot connect to server', 'unreachable'],
    ['invalid message format', 'connection_lost'],
  ])('of pgbouncer, whose every code is 08P01, is known by its words: %s', (message, category) => {
    expect(toSourceError(withCode('08P01', message), label).category).toBe(category);
  });

  it('looks into what was tried at several addresses', () => {
    const both = new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]);
    expect(toSourceError(both, label).category).toBe('unreachable');
  });
});

describe('a connection URL', () => {
  const options = (url: string) => sessionOptions(postgresConnectionSchema.parse({ url }));

  it('is decoded, with the defaults of libpq', () => {
    expect(options('postgresql://me%40corp:p%2Fw@[::1]/my-db')).toMatchObject({
      host: '::1',
      port: 5432,
      user: 'me@corp',
      password: 'p/w',
      database: 'my-db',
      sslMode: 'prefer',
      secrets: ['p/w'],
    });
  });

  it('verifies the host name for verify-full only, the authority for verify-ca too', () => {
    const ssl = (mode: string) => options(`postgres://u@h/d?sslmode=${mode}`).ssl;
    expect(ssl('require').rejectUnauthorized).toBe(false);
    expect(ssl('verify-ca')).toMatchObject({ rejectUnauthorized: true });
    expect(ssl('verify-ca').checkServerIdentity).toBeDefined();
    expect(ssl('verify-full')).toEqual({ rejectUnauthorized: true });
  });

  it('may give its password as a parameter, and the setting comes first', () => {
    const url = 'postgres://u@h/d?password=p%26w';
    expect(options(url).password).toBe('p&w');
    expect(sessionOptions(postgresConnectionSchema.parse({ url, password: 'set' })).password).toBe('set');
  });

  it('with a % that encodes nothing is refused in one sentence that does not quote it', () => {
    expect(() => options('postgres://u:100%@h/d')).toThrow(
      expect.objectContaining({
        category: 'invalid_input',
        message: expect.stringMatching(/^The URL .* encodes nothing\. Write %25 .*`password`\.$/),
      }),
    );
  });

  it('with a mistyped parameter about TLS is refused, naming those that are known', () => {
    expect(() => options('postgres://u@h/d?ssl_mode=verify-full')).toThrow(/"ssl_mode" .*sslmode/);
  });

  it('with an unknown sslmode is refused, naming those that are known', () => {
    expect(() => options('postgres://u@h/d?sslmode=on')).toThrow(/"on" is not known.*verify-full/);
  });
});
