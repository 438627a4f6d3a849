import type { PostgresConnectionConfig } from './postgres/config.js';
import { PostgresSource } from './postgres/index.js';
import type { Source } from './source.js';

/** Every source type, and how one is made from its connection's configuration. */
export const SOURCES = {
  postgresql: (config: PostgresConnectionConfig) => new PostgresSource(config),
} as const satisfies Record<string, (config: never) => Source>;
