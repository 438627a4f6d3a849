import { describe, expect, it } from '@jest/globals';
import { createCatalog, PROVIDERS } from '../support/catalog-providers.js';

describe.each(PROVIDERS)('The stored connections of %s', (provider) => {
  it('are replaced under the same id', async () => {
    await using test = await createCatalog(provider);
    const { connections } = test.catalog;
    const connection = { connectionId: 'conn-abc', url: 'postgres://u@h/d', encryptedSecret: 'k.n.t.c' };
    await connections.save(connection);
    await connections.save({ ...connection, encryptedSecret: 'k.n.t.d' });
    expect(await connections.get('conn-abc')).toEqual({ ...connection, encryptedSecret: 'k.n.t.d' });
    expect(await connections.list()).toEqual([{ ...connection, encryptedSecret: 'k.n.t.d' }]);
    expect(await connections.get('conn-none')).toBeNull();
  });
});
