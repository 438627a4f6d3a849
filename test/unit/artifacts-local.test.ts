import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LocalStore } from '../../artifacts/local/local-store.js';
import { publishNew } from '../../artifacts/local/publish.js';
import type { PutOptions } from '../../artifacts/store.js';
import { bytes, bytesOf, keysOf, sha256 } from '../support/byte-streams.js';

const OPTIONS: PutOptions = { contentType: 'application/octet-stream', metadata: () => ({ rows: '3' }) };

describe('The local store', () => {
  let directory: string;
  let store: LocalStore;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sourcesense-local-'));
    store = new LocalStore({ store: 'local', directory: join(directory, 'made', 'on', 'demand') });
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  const path = (...names: string[]) => join(directory, 'made', 'on', 'demand', ...names);

  const keys = () => keysOf(store, '');

  it('keeps an object as a file of its key, its facts beside it, and no temporary file', async () => {
    await store.put('runs/1/a.parquet', bytes('abc'), OPTIONS);
    expect(await readFile(path('runs/1/a.parquet'), 'utf8')).toBe('abc');
    expect(JSON.parse(await readFile(path('runs/1/a.parquet.meta.json'), 'utf8'))).toEqual({
      sha256: sha256('abc'),
      sizeBytes: 3,
      contentType: 'application/octet-stream',
      metadata: { rows: '3' },
    });
    expect(await readdir(path('.tmp'))).toEqual([]);
    expect(await keys()).toEqual(['runs/1/a.parquet']);
  });

  it.each([
    '../outside',
    'a/../../outside',
    '/etc/passwd',
    'a//b',
    '',
    '.',
    'a/./b',
    'nul\0',
    '.tmp/x',
    'a.meta.json',
  ])('refuses the key %j', async (key) => {
    const refused = expect.objectContaining({ category: 'invalid_input' }) as unknown;
    await expect(store.put(key, bytes('x'), OPTIONS)).rejects.toEqual(refused);
    await expect(store.head(key)).rejects.toEqual(refused);
    await expect(store.delete(key)).rejects.toEqual(refused);
    await expect(store.get(key).next()).rejects.toEqual(refused);
  });

  it('hashes what a crash left without its facts', async () => {
    await mkdir(path('runs'), { recursive: true });
    await writeFile(path('runs/a'), 'abc');
    expect(await store.head('runs/a')).toMatchObject({ sha256: sha256('abc'), sizeBytes: 3, metadata: {} });
    expect(await keys()).toEqual(['runs/a']);
  });

  it('gives what a crash left its facts back when the same content is put again', async () => {
    await mkdir(path('runs'), { recursive: true });
    await writeFile(path('runs/a'), 'abc');
    const put = await store.put('runs/a', bytes('abc'), OPTIONS);
    expect(put).toMatchObject({ sha256: sha256('abc'), metadata: { rows: '3' } });
    expect(await store.head('runs/a')).toEqual(put);
  });

  it('does not give facts of other content to what a crash left', async () => {
    await mkdir(path('runs'), { recursive: true });
    await writeFile(path('runs/a'), 'abc');
    expect(await store.put('runs/a', bytes('xyz!'), OPTIONS)).toMatchObject({
      sha256: sha256('abc'),
      metadata: {},
    });
  });

  it('does not believe facts that were cut short or are of another size', async () => {
    await store.put('a', bytes('abc'), OPTIONS);
    await writeFile(path('a.meta.json'), '{"sha256":');
    expect(await store.head('a')).toMatchObject({ sha256: sha256('abc'), metadata: {} });
    await writeFile(path('a'), 'longer than before');
    expect(await store.head('a')).toMatchObject({ sha256: sha256('longer than before') });
  });

  it('does not give an object the facts that an earlier one of its name left', async () => {
    await store.put('a', bytes('abc'), OPTIONS);
    await rm(path('a'));
    const put = await store.put('a', bytes('xyz'), { ...OPTIONS, metadata: () => ({ rows: '4' }) });
    expect(put).toMatchObject({ sha256: sha256('xyz'), metadata: { rows: '4' } });
    expect(await store.head('a')).toEqual(put);
  });

  it('clears temporary files of the day before, and leaves those of writes that are under way', async () => {
    await mkdir(path('.tmp'), { recursive: true });
    await writeFile(path('.tmp/stale'), 'x');
    await writeFile(path('.tmp/recent'), 'x');
    const dayAndHourAgo = Date.now() / 1000 - 25 * 3600;
    await utimes(path('.tmp/stale'), dayAndHourAgo, dayAndHourAgo);
    await store.check();
    expect(await readdir(path('.tmp'))).toEqual(['recent']);
    expect(await keys()).toEqual([]);
  });

  it('counts what a killed process left without touching it when asked to', async () => {
    await mkdir(path('.tmp'), { recursive: true });
    await writeFile(path('.tmp/left'), 'x');
    const later = new Date(Date.now() + 1000);
    expect(await store.sweep(later, { dryRun: true })).toBe(1);
    expect(await store.sweep(new Date(0))).toBe(0);
    expect(await store.sweep(later)).toBe(1);
    expect(await store.sweep(later)).toBe(0);
  });

  it('does not sweep what it is writing itself', async () => {
    const later = new Date(Date.now() + 60_000);
    const swept: number[] = [];
    const content = async function* () {
      yield* bytes('abc');
      swept.push(await store.sweep(later));
    };
    await store.put('runs/1/a', content(), OPTIONS);
    expect(swept).toEqual([0]);
    expect(await readFile(path('runs/1/a'), 'utf8')).toBe('abc');
    await writeFile(path('.tmp/left'), 'x');
    expect(await store.sweep(later)).toBe(1);
  });

  it('removes the folders that a deletion leaves empty, and no others', async () => {
    await store.put('runs/1/raw/a', bytes('abc'), OPTIONS);
    await store.put('runs/1/b', bytes('abc'), OPTIONS);
    await store.delete('runs/1/raw/a');
    expect(await readdir(path('runs/1'))).toEqual(['b', 'b.meta.json']);
    await store.delete('runs/1/b');
    expect(await readdir(path())).toEqual(['.tmp']);
  });

  it('puts objects into folders that others empty at the same time', async () => {
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let turn = 0; turn < 40; turn++) {
        const key = `runs/${turn % 2}/raw/${writer}`;
        await store.put(key, bytes('abc'), OPTIONS);
        expect(await store.head(key)).not.toBeNull();
        await store.delete(key);
      }
    });
    await Promise.all(writers);
    expect(await keys()).toEqual([]);
  });

  it('says at the end of an object that its bytes are not those that were put', async () => {
    await store.put('a', bytes('abc'), OPTIONS);
    await writeFile(path('a'), 'abd');
    await expect(bytesOf(store, 'a')).rejects.toMatchObject({
      category: 'artifact_corrupt',
      message: expect.stringContaining(sha256('abd')) as unknown,
    });
  });

  it('reads an object to its end that is replaced meanwhile', async () => {
    await store.put('a', bytes('abc'), OPTIONS);
    const read: Uint8Array[] = [];
    for await (const chunk of store.get('a')) {
      read.push(chunk);
      await store.put('a', bytes('xyz'), { ...OPTIONS, ifExists: 'replace' });
    }
    expect(Buffer.concat(read).toString()).toBe('abc');
  });

  it('says which path is in the way, and what to do', async () => {
    await store.put('a', bytes('abc'), OPTIONS);
    await expect(store.put('a/b', bytes('x'), OPTIONS)).rejects.toMatchObject({
      category: 'invalid_input',
      message: expect.stringMatching(/put failed \[path=.*a\/b, code=EEXIST\].*remove it/) as unknown,
    });
  });

  it('publishes without overwriting where the file system has no hard links', async () => {
    const noLinks = () => Promise.reject(Object.assign(new Error('no hard links here'), { code: 'ENOTSUP' }));
    const [first, second, target] = ['first', 'second', 'target'].map((name) => join(directory, name)) as [
      string,
      string,
      string,
    ];
    await writeFile(first, 'first');
    await writeFile(second, 'second');
    expect(await publishNew(first, target, noLinks)).toBe(true);
    expect(await publishNew(second, target, noLinks)).toBe(false);
    expect(await readFile(target, 'utf8')).toBe('first');
  });
});
