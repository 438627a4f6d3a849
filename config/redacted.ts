import type { LoadedConfig } from './load.js';
import { redact } from '../contracts/failure.js';
import { settingAt } from './settings.js';
import { flatten } from './layers.js';

/** One setting as it may be printed. */
export interface PrintedSetting {
  readonly key: string;
  /** Secrets, and passwords within URLs, are `***`. */
  readonly value: string | number | boolean;
  readonly origin: string;
}

/** Every setting that has a value, for people to read. */
export function printedSettings({ config, originOf }: LoadedConfig): PrintedSetting[] {
  return flatten(config, '').flatMap(({ path, value }) => {
    if (value === undefined) return [];
    const key = path.join('.');
    return [{ key, value: printedValue(path, value), origin: originOf(key) }];
  });
}

function printedValue(path: readonly string[], value: unknown): PrintedSetting['value'] {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const text = String(value);
  if (settingAt(path)?.secret !== true) return redact(text);
  return URL.canParse(text) ? withoutSecrets(new URL(text)) : '***';
}

/** The place a URL leads to: its password and whatever its query says are left out. */
function withoutSecrets(url: URL): string {
  if (url.password !== '') url.password = '***';
  if (url.search !== '') url.search = '?***';
  return url.href;
}
