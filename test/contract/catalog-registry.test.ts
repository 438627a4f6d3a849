import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { CatalogProvider, ReadStoredBytes } from '../../catalog/provider.js';
import { type FailureCategory, SourceSenseError } from '../../contracts/failure.js';
import { bytes, sha256 } from '../support/byte-streams.js';
import { startCatalogProcess } from '../support/catalog-process.js';
import { PROVIDERS, type TestCatalog } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';
import { registration as artifact } from '../support/registration.js';

/** Processes that register at once, and keys that each of them registers: 10,000 calls. */
const PROCESSES = 50;
const KEYS = 200;

describe.each(PROVIDERS)('The artifact registry of %s', (name) => {
  let test: TestCatalog;
  let catalog: CatalogProvider;
  useCatalog(name, (opened) => {
    test = opened;
    catalog = opened.catalog;
  });

  it('returns what it was given, with an id and a time', async () => {
    const registered = await catalog.registerOrGet(artifact('first'));
    expect(registered).toMatchObject(artifact('first'));
    expect(typeof registered.id).toBe('bigint');
    expect(Math.abs(Date.now() - registered.registeredAt.getTime())).toBeLessThan(60_000);
    expect(await catalog.getByArtifact('first')).toEqual(registered);
  });

  it('returns the same for an artifact that is registered already', async () => {
    const first = await catalog.registerOrGet(artifact('again'));
    expect(await catalog.registerOrGet(artifact('again'))).toEqual(first);
    await catalog.registerAll([artifact('again')]);
    expect(await catalog.getByArtifact('again')).toEqual(first);
  });

  it('keeps the id and takes the newest content when an artifact was made anew', async () => {
    const first = await catalog.registerOrGet(artifact('anew'));
    await new Promise((resolve) => setTimeout(resolve, 10));
    const second = await catalog.registerOrGet(artifact('anew', { sha256: 'b'.repeat(64), sizeBytes: 7 }));
    expect(second).toMatchObject({ id: first.id, sha256: 'b'.repeat(64), sizeBytes: 7 });
    expect(second.registeredAt.getTime()).toBeGreaterThan(first.registeredAt.getTime());
  });

  it('gives one id to all of 50 processes that register the same 200 artifacts at once', async () => {
    const keys = Array.from({ length: KEYS }, (_, index) => `contended/${index}`);
    const starting = Array.from({ length: PROCESSES }, () =>
      startCatalogProcess('register-artifacts.js', test),
    );
    const registrants = await Promise.all(starting);
    const answers = registrants.map((registrant, start) => {
      registrant.send(keys.map((_, turn) => keys[(turn + start * 4) % KEYS]));
      return once(registrant, 'message');
    });
    const seen = (await Promise.all(answers)).map(([ids]) => ids as Record<string, string>);
    for (const ids of seen) expect(ids).toEqual(seen[0]);
    expect(new Set(Object.values(seen[0] ?? {})).size).toBe(KEYS);
    expect(await catalog.listByRun('contended')).toHaveLength(KEYS);
  }, 180_000);

  it('registers many at once without deadlock, whatever their order', async () => {
    const many = Array.from({ length: 300 }, (_, index) => artifact(`many/${index}`, { runId: 'many' }));
    await Promise.all(
      Array.from({ length: 10 }, (_, turn) => catalog.registerAll(turn % 2 === 0 ? many : many.toReversed())),
    );
    expect(await catalog.listByRun('many')).toHaveLength(300);
  });

  it('counts an artifact that is given twice in one call once, as last given', async () => {
    await catalog.registerAll([artifact('twice', { sizeBytes: 1 }), artifact('twice', { sizeBytes: 2 })]);
    expect(await catalog.getByArtifact('twice')).toMatchObject({ sizeBytes: 2 });
    await catalog.registerAll([]);
  });

  it('finds artifacts by content, and those of the same content', async () => {
    const content = 'c'.repeat(64);
    await catalog.registerAll([
      artifact('copy/2', { sha256: content }),
      artifact('copy/1', { sha256: content }),
    ]);
    expect((await catalog.getBySha256(content)).map(({ artifactId }) => artifactId)).toEqual([
      'copy/1',
      'copy/2',
    ]);
    expect(await catalog.findDuplicates()).toContainEqual({
      sha256: content,
      sizeBytes: 5_000_000_000,
      artifactIds: ['copy/1', 'copy/2'],
    });
    expect(await catalog.getBySha256('d'.repeat(64))).toEqual([]);
    expect(await catalog.getByArtifact('never')).toBeNull();
  });

  it('hands out everything that is registered, a page at a time', async () => {
    await catalog.registerAll(Array.from({ length: 5 }, (_, index) => artifact(`paged/${index}`)));
    const { artifacts } = await catalog.stats();
    const seen = new Set<string>();
    for (let page = await catalog.listAfter(0n, 2); page.length > 0;) {
      expect(page.length).toBeLessThanOrEqual(2);
      for (const { artifactId } of page) seen.add(artifactId);
      page = await catalog.listAfter(page.at(-1)?.id ?? 0n, 2);
    }
    expect(seen.size).toBe(artifacts);
    expect(seen).toContain('paged/4');
  });

  it('verifies what is stored against what is registered', async () => {
    await catalog.registerOrGet(artifact('stored', { sha256: sha256('abc'), sizeBytes: 3 }));
    const verify = (read: ReadStoredBytes) => catalog.verify('stored', read);
    expect(await verify(() => Promise.resolve(bytes('a', 'bc')))).toMatchObject({
      status: 'verified',
      detail: null,
    });
    expect(await verify(() => Promise.resolve(bytes('abd')))).toMatchObject({
      status: 'altered',
      detail: expect.stringContaining(sha256('abd')) as unknown,
    });
    expect(await verify(() => Promise.resolve(null))).toMatchObject({
      status: 'missing',
      detail: expect.stringContaining('file:///artifacts/stored') as unknown,
    });
    expect(await catalog.verify('unknown', () => Promise.resolve(null))).toBeNull();
  });

  it('calls altered what the store itself finds altered, and fails when the store does not answer', async () => {
    await catalog.registerOrGet(artifact('checked'));
    const failing = async function* (category: FailureCategory) {
      yield* bytes('abc');
      throw new SourceSenseError(category, 'The bytes are not what was put.');
    };
    expect(await catalog.verify('checked', () => Promise.resolve(failing('artifact_corrupt')))).toMatchObject(
      { status: 'altered', detail: 'The bytes are not what was put.' },
    );
    await expect(
      catalog.verify('checked', () => Promise.resolve(failing('store_unavailable'))),
    ).rejects.toMatchObject({ category: 'store_unavailable' });
  });

  it('compares with the new registration where an artifact was made anew while it was read', async () => {
    await catalog.registerOrGet(artifact('replaced', { sha256: sha256('old'), sizeBytes: 3 }));
    const read = async () => {
      await catalog.registerOrGet(artifact('replaced', { sha256: sha256('new'), sizeBytes: 3 }));
      return bytes('new');
    };
    expect(await catalog.verify('replaced', read)).toMatchObject({
      status: 'verified',
      artifact: { sha256: sha256('new') },
    });
  });

  it('says of each stored artifact who needs it', async () => {
    await catalog.registerOrGet(artifact('claims/registered', { runId: 'claims/failed' }));
    for (const runId of ['claims/running', 'claims/failed']) await catalog.beginRun(runId, 'claims');
    await catalog.abandonRun('claims/failed', 'failed', 'It did not work.');
    const stored = [
      { artifactId: 'claims/1', runId: 'claims/running' },
      { artifactId: 'claims/2', runId: 'claims/failed' },
      { artifactId: 'claims/registered', runId: 'claims/failed' },
      { artifactId: 'claims/3', runId: 'claims/nobody knows' },
    ];
    expect(await catalog.withClaims(stored, (claims) => Promise.resolve(claims))).toEqual([
      'running',
      'unclaimed',
      'registered',
      'unknown_run',
    ]);
  });

  it('lets no run begin and nothing be registered while somebody acts on what nobody claims', async () => {
    const order: string[] = [];
    let act: () => void = () => undefined;
    const acted = new Promise<void>((resolve) => (act = resolve));
    const claiming = catalog.withClaims([{ artifactId: 'held', runId: 'held' }], async (claims) => {
      order.push(...claims);
      await acted;
      order.push('acted');
    });
    while (order.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const beginning = catalog.beginRun('held', 'held').then(() => order.push('begun'));
    const registering = catalog.registerOrGet(artifact('held')).then(() => order.push('registered'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    act();
    await Promise.all([claiming, beginning, registering]);
    expect(order.slice(0, 2)).toEqual(['unknown_run', 'acted']);
    expect(order).toHaveLength(4);
  });

  it('lets runs begin again when acting on claims fails', async () => {
    const failure = new SourceSenseError('store_unavailable', 'The store is gone.');
    const claiming = catalog.withClaims([], () => Promise.reject(failure));
    await expect(claiming).rejects.toBe(failure);
    await catalog.beginRun('after a failure', 'claims');
  });

  it.each([
    ['hostile', `schema"; DROP TABLE x; --/\t\n\\N/'%_`],
    ['of other scripts', `схема/表/${String.fromCodePoint(0x1f600)}/\u0301e\u0301`],
    ['differing in normal form alone from another', `схема/表/${String.fromCodePoint(0x1f600)}/\u0301\u00e9`],
    [
      'as long as an S3 key can be',
      Array.from({ length: 1024 }, (_, at) => (at * 7919).toString(36).at(-1)).join(''),
    ],
  ])('keeps a name that is %s as it is', async (_, key) => {
    const { id } = await catalog.registerOrGet(artifact(key));
    expect(await catalog.getByArtifact(key)).toMatchObject({ ...artifact(key), id });
  });

  it('refuses a text that no database can keep, once and for all', async () => {
    const refused = { category: 'incomplete', retryable: false };
    await expect(catalog.registerOrGet(artifact('zero \0 byte'))).rejects.toMatchObject(refused);
  });

  it('sees at once what another process registered or replaced', async () => {
    await using other = await test.openAgain();
    for (const sizeBytes of [1, 2, 3]) {
      await other.registerOrGet(artifact('seen', { sizeBytes, sha256: String(sizeBytes).repeat(64) }));
      expect(await catalog.getByArtifact('seen')).toMatchObject({ sizeBytes });
      expect(await catalog.getBySha256(String(sizeBytes).repeat(64))).toHaveLength(1);
    }
  });

  it('is the same after closing and opening again', async () => {
    const registered = await catalog.registerOrGet(artifact('kept'));
    await using again = await test.openAgain();
    expect(await again.getByArtifact('kept')).toEqual(registered);
    expect(await again.stats()).toEqual(await catalog.stats());
  });

  it('refuses to work once it is closed, and closes twice', async () => {
    const closed = await test.openAgain();
    await closed.close();
    await closed.close();
    await expect(closed.getByArtifact('kept')).rejects.toMatchObject({ category: 'internal' });
  });

  it('sums up what it holds', async () => {
    const before = await catalog.stats();
    await catalog.registerOrGet(artifact('counted', { sha256: 'e'.repeat(64), sizeBytes: 40 }));
    expect(await catalog.stats()).toEqual({
      artifacts: before.artifacts + 1,
      sizeBytes: before.sizeBytes + 40n,
      distinctContents: before.distinctContents + 1,
    });
  });
});
