import pg from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { messageOf, SourceSenseError } from '../../contracts/failure.js';
import type { PostgresCatalogConfig } from './config.js';
import type { CatalogLabel } from './errors.js';

/** What a catalog database is reached by. */
export interface DatabaseSettings extends Omit<PostgresCatalogConfig, 'password'> {
  /** In place of one in the URL; a function is asked for every session that is opened. */
  readonly password?: string | (() => Promise<string>) | undefined;
  /** What to do when the server refuses the role, in place of what is said otherwise. */
  readonly accessRemedy?: string | undefined;
}

/** Where the URL leads, and what messages may say of it. */
export function addressOf({ url, password: separate, accessRemedy }: DatabaseSettings): {
  address: pg.ClientConfig;
  label: CatalogLabel;
} {
  if (!URL.canParse(url)) {
    throw new SourceSenseError('invalid_input', 'catalog.url is not a URL.', {
      remedy: 'Write postgres://user:password@host:5432/database, special characters percent-encoded.',
    });
  }
  try {
    const parsed = parseIntoClientConfig(url);
    // PGPASSWORD, where nothing else is said, is what pg would find by itself.
    const password = separate ?? parsed.password ?? new pg.Client().password;
    const label = {
      host: parsed.host ?? 'localhost',
      port: parsed.port ?? 5432,
      database: parsed.database ?? '',
      user: parsed.user ?? '',
      accessRemedy,
      secrets: typeof password === 'string' ? [password] : [],
    };
    return { address: { ...parsed, password }, label };
  } catch (error) {
    throw new SourceSenseError('invalid_input', `catalog.url can't be used: ${messageOf(error)}.`, {
      cause: error,
      remedy: 'Its parameters are sslmode, sslrootcert, sslcert and sslkey, these three files.',
    });
  }
}
