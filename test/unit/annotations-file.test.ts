import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readChanges } from '../../client/annotations/read-file.js';

describe('A CSV file of annotations', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'annotations-'));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  const changesOf = (text: string) => {
    const file = join(directory, 'a.csv');
    writeFileSync(file, text);
    return readChanges(file);
  };

  it.each([
    ['spaces around cells, empty lines and rows', 'object , owner\n\n shop.a , ann \n,\n'],
    ['a byte order mark and line ends of Windows', '\uFEFFobject,owner\r\nshop.a,ann\r\n'],
    ['line ends of both kinds', 'object,owner\nshop.a,ann\r\n'],
    ['cells left out at the end of a row', 'object,owner,tags\nshop.a,ann\n'],
    ['names and cells in quotes', '"object","owner"\n"shop.a","ann"'],
  ])('may have %s', async (_what, text) => {
    expect(await changesOf(text)).toEqual([{ name: 'shop.a', owner: 'ann' }]);
  });

  it('keeps quotes, commas, spaces and line breaks within quotes', async () => {
    expect(await changesOf('object,description\nshop.a," a ""b"",\r\nc "\n')).toEqual([
      { name: 'shop.a', description: ' a "b",\r\nc ' },
    ]);
  });

  it.each([
    ['a quote that is not closed', 'object,owner\nshop.a,"ann\n', /line 2/],
    ['a quote within a cell', 'object,owner\nshop.a,an"n\n', /line 2/],
    ['more after a closing quote', 'object,owner\nshop.a,"ann"s\n', /line 2/],
    ['a cell too many', 'object,owner\nshop.a,ann\nshop.b,ann, and bob\n', /line 3/],
  ])('is refused for %s, naming the line', async (_what, text, line) => {
    const refused = changesOf(text);
    await expect(refused).rejects.toThrow(line);
    await expect(refused).rejects.toMatchObject({ category: 'invalid_input' });
  });
});
