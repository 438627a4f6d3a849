import { join } from 'node:path';

/** The catalog's provider unless one is named: what the embedded stack runs. */
const DEFAULT_PROVIDER = 'enterprise';

/** Defaults that follow from other settings, by the path of the setting they are for. */
export function derivedDefaults(
  dataDirectory: string,
  provider: unknown = DEFAULT_PROVIDER,
): ReadonlyMap<string, string> {
  return new Map([
    ['catalog.provider', DEFAULT_PROVIDER],
    ['catalog.file', join(dataDirectory, 'catalog.sqlite')],
    ['artifacts.store', provider === 'cloud' ? 's3' : 'local'],
    ['artifacts.directory', join(dataDirectory, 'artifacts')],
    ...(provider === 'enterprise'
      ? ([['catalog.url', 'postgres://postgres@127.0.0.1:5432/sourcesense']] as const)
      : []),
    ['secrets.key_file', join(dataDirectory, 'secret.key')],
  ]);
}
