import { afterAll, beforeAll } from '@jest/globals';
import type { ProviderName } from '../../catalog/provider.js';
import { createCatalog, type TestCatalog } from './catalog-providers.js';

/** Gives a suite a catalog of its own: `opened` gets it before the first test, and it is gone after the last. */
export function useCatalog(provider: ProviderName, opened: (test: TestCatalog) => void): void {
  let test: TestCatalog | undefined;
  beforeAll(async () => {
    test = await createCatalog(provider);
    opened(test);
  });
  afterAll(async () => {
    await test?.[Symbol.asyncDispose]();
  });
}
