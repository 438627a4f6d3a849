import type { z } from 'zod';
import { SourceSenseError } from '../contracts/failure.js';
import { catalogConfigSchema } from './config.js';
import type { CatalogProvider, ProviderName } from './provider.js';
import { createProvider } from './registry.js';

/** What can be configured of a provider; settings that are left out take their defaults. */
export type ProviderSettings<P extends ProviderName = ProviderName> = P extends ProviderName
  ? Omit<Extract<z.input<typeof catalogConfigSchema>, { provider: P }>, 'provider'>
  : never;

/** The one way into a catalog, whichever provider keeps it. */
export const CatalogConnector = {
  /**
   * Opens the catalog of a provider: loads its driver, connects, and applies outstanding migrations. Throws
   * `SourceSenseError` with what to do when it can't be used. The caller closes it, or declares it with `await using`:
   *
   *     await using catalog = await CatalogConnector.open('enterprise', { url: 'postgres://...' });
   */
  async open<P extends ProviderName>(provider: P, settings: ProviderSettings<P>): Promise<CatalogProvider> {
    const parsed = catalogConfigSchema.safeParse({ ...settings, provider });
    if (!parsed.success) throw invalidSettings(parsed.error.issues);
    const catalog = await createProvider(parsed.data);
    try {
      await catalog.open();
      return catalog;
    } catch (error) {
      await catalog.close();
      throw error;
    }
  },
};

function invalidSettings(issues: readonly z.core.$ZodIssue[]): SourceSenseError {
  const problems = issues.map(({ path, message }) => `${['catalog', ...path].join('.')}: ${message}`);
  return new SourceSenseError(
    'invalid_input',
    `The catalog's settings are not valid (${problems.join('; ')}).`,
  );
}
