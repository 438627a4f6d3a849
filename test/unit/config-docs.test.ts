import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { SETTINGS } from '../../config/settings.js';
import { GENERATED_PAGES } from '../../tools/generate-docs.js';

describe('generated documentation', () => {
  it.each(Object.entries(GENERATED_PAGES))('%s is what npm run docs writes', (path, page) => {
    expect(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')).toBe(page());
  });

  it.each(SETTINGS.map((setting) => [setting.path.join('.'), setting] as const))(
    '%s says what it means',
    (_, setting) => {
      expect(setting.description).toMatch(/\.$/);
    },
  );
});
