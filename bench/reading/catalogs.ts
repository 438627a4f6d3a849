import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CatalogConnector } from '../../catalog/connector.js';
import type { CatalogProvider } from '../../catalog/provider.js';
import { startPostgres } from '../../stack/postgres.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import type { StackReporter } from '../../stack/progress.js';
import type { PostgresMajor } from '../../stack/versions.js';
import type { MeasuredProvider } from './options.js';

/** The server that `npm start` runs. */
export const CATALOG_MAJOR: PostgresMajor = 18;

export interface OpenedCatalog {
  readonly catalog: CatalogProvider;
  /** The process whose children work for the catalog; null for SQLite, which works in ours. */
  readonly serverPid: number | null;
}

/** Where catalogs are opened; disposing of it stops the engines, and removes the folder unless it is to be kept. */
export interface Catalogs extends AsyncDisposable {
  open(provider: MeasuredProvider, name: string): Promise<OpenedCatalog>;
}

export async function useCatalogs(kept: string | undefined, reporter: StackReporter): Promise<Catalogs> {
  const directory = kept === undefined ? await mkdtemp(join(tmpdir(), 'sourcesense-bench-')) : resolve(kept);
  await mkdir(directory, { recursive: true });
  const ledger = new ProcessLedger(directory);
  await ledger.stopAll();
  return {
    open: async (provider, name) => {
      if (provider === 'development') {
        const catalog = await CatalogConnector.open(provider, { file: join(directory, `${name}.sqlite`) });
        return { catalog, serverPid: null };
      }
      const place = join(directory, 'postgres');
      const server = await startPostgres({ major: CATALOG_MAJOR, directory: place, ledger, reporter });
      const settings = { url: server.url(name), create_database: true };
      return { catalog: await CatalogConnector.open(provider, settings), serverPid: server.pid };
    },
    [Symbol.asyncDispose]: async () => {
      await ledger.stopAll();
      if (kept === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}
