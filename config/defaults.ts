import { join } from 'node:path';

/** Defaults that follow from another setting, by the path of the setting they are for. */
export function derivedDefaults(dataDirectory: string): ReadonlyMap<string, string> {
  return new Map([
    ['catalog.provider', 'postgres'],
    ['artifacts.store', 'local'],
    ['artifacts.directory', join(dataDirectory, 'artifacts')],
    ['catalog.url', 'postgres://postgres@127.0.0.1:5432/sourcesense'],
    ['secrets.key_file', join(dataDirectory, 'secret.key')],
  ]);
}
