import type { Client } from '@temporalio/client';
import { type Command, Option } from 'commander';
import { type CatalogProvider, PROVIDER_NAMES, type ProviderName } from '../catalog/provider.js';
import type { LoadedConfig, LoadOptions } from '../config/load.js';
import type { SourceSenseConfig } from '../config/schema.js';
import { repeatable } from './repeatable-option.js';
import { processTerminal, type Terminal } from './terminal.js';

/** Options that every command has. */
export interface CommonOptions {
  readonly config?: string;
  readonly set: readonly string[];
  readonly provider?: ProviderName;
  readonly json: boolean;
}

export function withCommonOptions(command: Command): Command {
  return command
    .option('--config <file>', 'YAML file to read instead of sourcesense.yaml')
    .addOption(new Option('--provider <name>', 'what keeps the catalog').choices(PROVIDER_NAMES))
    .addOption(repeatable('--set <key=value>', 'a setting, such as log.level=debug; may be repeated'))
    .option('--json', 'answer in JSON on standard output', false);
}

/** What a command works with; connections are made when first asked for and closed at the end. */
export interface Session extends AsyncDisposable {
  readonly terminal: Terminal;
  readonly loaded: LoadedConfig;
  readonly config: SourceSenseConfig;
  /** A client of the Temporal server. Throws `unreachable` within 5 s, saying what to do. */
  temporal(): Promise<Client>;
  /** The catalog. Throws `store_unavailable`, saying what to do. */
  catalog(): Promise<CatalogProvider>;
}

/** Reads the configuration. Modules are loaded as they are needed, so that `--help` is instant. */
export async function openSession(options: CommonOptions): Promise<Session> {
  const { loadConfig } = await import('../config/load.js');
  return sessionOf(loadConfig(loadOptions(options)), processTerminal(options.json));
}

/** What a command's options say of the configuration. */
export function loadOptions({ config: file, set, provider }: CommonOptions): LoadOptions {
  return { set, ...(file !== undefined && { file }), ...(provider !== undefined && { provider }) };
}

/** A session with a configuration that was read already. */
export function sessionOf(loaded: LoadedConfig, terminal: Terminal): Session {
  const { config } = loaded;
  let temporal: Promise<Client> | undefined;
  let catalog: Promise<CatalogProvider> | undefined;
  return {
    terminal,
    loaded,
    config,
    temporal: () => (temporal ??= openTemporal(config)),
    catalog: () => (catalog ??= openCatalog(config)),
    [Symbol.asyncDispose]: async () => {
      const [client, provider] = await Promise.allSettled([temporal, catalog]);
      if (client.status === 'fulfilled') await client.value?.connection.close();
      if (provider.status === 'fulfilled') await provider.value?.close();
    },
  };
}

async function openTemporal(config: SourceSenseConfig): Promise<Client> {
  const { connectClient } = await import('./connect-client.js');
  return connectClient(config.temporal);
}

async function openCatalog(config: SourceSenseConfig): Promise<CatalogProvider> {
  const { CatalogConnector } = await import('../catalog/connector.js');
  return CatalogConnector.open(config.catalog.provider, config.catalog);
}
