import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../catalog/sqlite/canonical-json.js';

describe('canonicalJson', () => {
  it.each([
    ['{"bb":1,"a":[true,null]}', '{"a": [true, null], "bb": 1}'],
    ['{"é":1,"zz":2,"b":3}', '{"b": 3, "zz": 2, "é": 1}'],
    ['{"a":1,"a":2}', '{"a": 2}'],
    ['"\\u0041\\/\\u00e9\\n"', '"A/é\\n"'],
    ['9007199254740993', '9007199254740993'],
    ['[1.50, -0, -0.0, 1e3, 1.5E-3, 1.50e1, 0.10]', '[1.50, 0, 0.0, 1000, 0.0015, 15.0, 0.10]'],
    ['["n1", "s", "1"]', '["n1", "s", "1"]'],
    ['{"__proto__":1}', '{"__proto__": 1}'],
  ])('prints %s as jsonb does', (given, printed) => {
    expect(canonicalJson(given)).toBe(printed);
    expect(canonicalJson(printed)).toBe(printed);
  });

  it.each(['', '{', '"a\\u0000b"', 'NaN', '01', '{"a":1}x'])('refuses %j, as jsonb does', (text) => {
    expect(() => canonicalJson(text)).toThrow(expect.objectContaining({ category: 'incomplete' }));
  });
});
