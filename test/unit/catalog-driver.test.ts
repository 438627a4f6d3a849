import { describe, expect, it } from '@jest/globals';
import { CatalogConnector } from '../../catalog/connector.js';
import { loadDriver } from '../../catalog/load-driver.js';

const missing = 'a-driver-that-nobody-installed';

describe('A catalog driver', () => {
  it('that is not installed is named, with what to do', async () => {
    await expect(loadDriver(missing, () => import(missing) as Promise<unknown>)).rejects.toMatchObject({
      category: 'unsupported',
      retryable: false,
      message: expect.stringContaining(`npm install ${missing}`),
    });
  });

  it('that breaks while it loads says so itself', async () => {
    const broken = loadDriver('pg', () => Promise.reject(new Error('No such symbol.')));
    await expect(broken).rejects.toThrow('No such symbol.');
  });
});

describe('A catalog', () => {
  it('is not opened with settings that its provider does not have', async () => {
    const opening = CatalogConnector.open('enterprise', { url: 'postgres://h/d', max_sessions: 0 });
    await expect(opening).rejects.toMatchObject({
      category: 'invalid_input',
      message: expect.stringContaining('catalog.max_sessions'),
    });
  });
});
