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
  if (settingAt(path)?.secret === true) return '***';
  return typeof value === 'number' || typeof value === 'boolean' ? value : redact(String(value));
}
