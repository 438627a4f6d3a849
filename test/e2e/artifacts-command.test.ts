import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { artifactKey } from '../../artifacts/keys.js';
import { type ArtifactStoreConfig, createArtifactStore } from '../../artifacts/registry.js';
import type { ArtifactStore } from '../../artifacts/store.js';
import type { RegisteredArtifact } from '../../catalog/provider.js';
import { bytes, bytesOf, sha256 } from '../support/byte-streams.js';
import { type CommandEnvironment, jsonLines, runCommand } from '../support/command.js';
import { engines } from '../support/engines.js';
import { createSystem, type System } from '../support/system.js';

const BUCKET = 'artifacts-command';

/** What sets each store up for a system, and how the test reaches the same store. */
const STORES: Record<
  ArtifactStoreConfig['store'],
  { settings: () => CommandEnvironment; config: (system: System) => ArtifactStoreConfig }
> = {
  local: {
    settings: () => ({}),
    config: ({ environment }) => ({
      store: 'local',
      directory: `${environment['SOURCESENSE_DATA_DIRECTORY'] ?? ''}/artifacts`,
    }),
  },
  s3: {
    settings: () => ({
      SOURCESENSE_ARTIFACTS_STORE: 's3',
      SOURCESENSE_ARTIFACTS_ENDPOINT: engines().s3.endpoint,
      SOURCESENSE_ARTIFACTS_REGION: engines().s3.region,
      SOURCESENSE_ARTIFACTS_BUCKET: BUCKET,
      SOURCESENSE_ARTIFACTS_CREATE_BUCKET: 'true',
      SOURCESENSE_ARTIFACTS_ACCESS_KEY_ID: engines().s3.accessKeyId,
      SOURCESENSE_ARTIFACTS_SECRET_ACCESS_KEY: engines().s3.secretAccessKey,
    }),
    config: () => ({
      store: 's3',
      bucket: BUCKET,
      endpoint: engines().s3.endpoint,
      region: engines().s3.region,
      access_key_id: engines().s3.accessKeyId,
      secret_access_key: engines().s3.secretAccessKey,
    }),
  },
};

describe.each(Object.keys(STORES) as ArtifactStoreConfig['store'][])('artifacts in the %s store', (name) => {
  let system: System;
  let store: ArtifactStore;
  /** Of two runs of the same source. */
  let first: RegisteredArtifact[];
  let second: RegisteredArtifact[];

  beforeAll(async () => {
    const { settings, config } = STORES[name];
    system = await createSystem(18, settings());
    await system.onSource('CREATE SCHEMA shop; CREATE TABLE shop.item (id int PRIMARY KEY, note text)');
    await system.startWorker();
    const run = async () =>
      system.catalog.listByRun((await (await system.start({ full: true })).result()).runId);
    first = await run();
    second = await run();
    store = await createArtifactStore(config(system));
  }, 120_000);

  afterAll(async () => {
    await store.close();
    await system[Symbol.asyncDispose]();
  });

  const artifacts = (...args: string[]) => runCommand(['artifacts', ...args], system.environment);

  async function lastAnswer(...args: string[]): Promise<Record<string, unknown>> {
    return jsonLines((await artifacts(...args, '--json')).stdout).at(-1) ?? {};
  }

  const at = (registered: readonly RegisteredArtifact[], index: number): RegisteredArtifact => {
    const artifact = registered[index];
    if (artifact === undefined) throw new Error(`no artifact ${index}`);
    return artifact;
  };

  it('verify when nothing happened to them: one, those of a run, everything', async () => {
    const { artifactId, runId } = at(first, 0);
    expect(await lastAnswer('verify', '--key', artifactId)).toMatchObject({ artifacts: 1, verified: 1 });
    expect(await lastAnswer('verify', '--run', runId)).toMatchObject({ verified: first.length, altered: 0 });
    const all = await artifacts('verify', '--all');
    expect(all).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(`${first.length + second.length} artifacts verified`) as unknown,
    });
  }, 60_000);

  it('are named with exit code 4 when they were altered or are gone, and verify once they are made anew', async () => {
    const [altered, gone] = [at(first, 0), at(first, 1)];
    const original = await bytesOf(store, altered.artifactId);
    const facts = await store.head(altered.artifactId);
    const damaged = Buffer.from(original);
    damaged.writeUInt8(damaged.readUInt8(20) ^ 1, 20);
    const put = (content: Uint8Array) =>
      store.put(altered.artifactId, bytes(content), {
        contentType: altered.contentType,
        metadata: () => facts?.metadata ?? {},
        ifExists: 'replace',
      });
    await put(damaged);
    const lost = await bytesOf(store, gone.artifactId);
    const lostFacts = await store.head(gone.artifactId);
    await store.delete(gone.artifactId);

    const { exitCode, stdout } = await artifacts('verify', '--run', altered.runId, '--json');
    const events = jsonLines(stdout);
    expect(exitCode).toBe(4);
    expect(events.filter(({ event }) => event === 'finding')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          status: 'altered',
          artifact: expect.objectContaining({ artifact_id: altered.artifactId }) as unknown,
        }),
        expect.objectContaining({
          status: 'missing',
          artifact: expect.objectContaining({ artifact_id: gone.artifactId }) as unknown,
        }),
      ]),
    );
    expect(events.at(-1)).toMatchObject({ altered: 1, missing: 1, verified: first.length - 2 });
    const forPeople = await artifacts('verify', '--key', altered.artifactId);
    expect(forPeople.stdout).toMatch(/^altered {2}runs\/.*\n1 artifact read: 0 verified, 1 altered/);

    await put(original);
    await store.put(gone.artifactId, bytes(lost), {
      contentType: gone.contentType,
      metadata: () => lostFacts?.metadata ?? {},
    });
    expect(await lastAnswer('verify', '--run', altered.runId)).toMatchObject({ altered: 0, missing: 0 });
  }, 60_000);

  it('are refused with exit code 64 when the key or the run is unknown, or none is named', async () => {
    for (const args of [['--key', 'runs/x'], ['--run', 'extract/x'], [], ['--all', '--run', 'x']]) {
      expect(await artifacts('verify', ...args)).toMatchObject({ exitCode: 64, stdout: '' });
    }
  }, 60_000);

  it('are listed where runs of an unchanged source made the same bytes twice', async () => {
    const { duplicates } = (await lastAnswer('duplicates')) as {
      duplicates: { sha256: string; artifact_ids: string[] }[];
    };
    const same = first.find((artifact) => second.some((other) => other.sha256 === artifact.sha256));
    const group = duplicates.find((content) => content.sha256 === same?.sha256);
    expect(group?.artifact_ids).toContain(same?.artifactId);
    expect((await artifacts('duplicates')).stdout).toContain(` ${same?.artifactId ?? '?'}\n`);
  }, 60_000);

  it('are counted with their bytes, and with the bytes of duplicates', async () => {
    const all = [...first, ...second];
    const sum = (registered: readonly RegisteredArtifact[]) =>
      registered.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
    const distinct = [...new Map(all.map((artifact) => [artifact.sha256, artifact])).values()];
    expect(await lastAnswer('stats')).toMatchObject({
      artifacts: all.length,
      size_bytes: String(sum(all)),
      distinct_contents: distinct.length,
      duplicate_bytes: String(sum(all) - sum(distinct)),
    });
    expect((await artifacts('stats')).stdout).toMatch(new RegExp(`^artifacts +${all.length}$`, 'm'));
  }, 60_000);

  it('are fetched by a link, without credentials', async () => {
    const { artifactId, sha256: expected } = at(second, 0);
    const { url, expires_at } = await lastAnswer('link', artifactId, '--expires', '5m');
    const fetched =
      name === 'local'
        ? await readFile(fileURLToPath(String(url)))
        : Buffer.from(await (await fetch(String(url))).arrayBuffer());
    expect(sha256(fetched)).toBe(expected);
    if (name === 's3') expect(Date.parse(String(expires_at))).toBeGreaterThan(Date.now());
    expect((await artifacts('link', artifactId)).stdout).toMatch(/^(file|http):\/\/\S+\n$/);
    expect(await artifacts('link', 'runs/x')).toMatchObject({ exitCode: 64, stdout: '' });
  }, 60_000);

  describe('garbage', () => {
    const id = (runId: string): string =>
      artifactKey({ runId, stage: 'raw', kind: 'table', partitionId: 'relations-0001' });
    const [failed, running, unknown] = ['extract/x/failed', 'extract/x/running', 'extract/x/unknown'];
    const stored = async (runId: string) => (await store.head(id(runId))) !== null;

    beforeAll(async () => {
      for (const runId of [failed, running]) await system.catalog.beginRun(runId, 'x');
      await system.catalog.abandonRun(failed, 'failed', 'The source went away.');
      const options = { contentType: 'application/octet-stream' };
      for (const runId of [failed, running, unknown]) await store.put(id(runId), bytes('abc'), options);
      await store.put('runs/notes.txt', bytes('abc'), options);
      // S3 tells the time of an object in whole seconds.
      await new Promise((resolve) => setTimeout(resolve, 2100));
    });

    it('is nothing that was stored within the last day, unless another time is given', async () => {
      const { stdout } = await artifacts('gc', '--delete', '--unknown-runs');
      expect(stdout).toMatch(/^There is no garbage\.\nKept: .* too recent/);
      expect(await stored(failed)).toBe(true);
    }, 30_000);

    it('is what an ended run left unregistered, and is only shown at first', async () => {
      const { exitCode, stdout } = await artifacts('gc', '--older-than', '1s', '--json');
      expect(exitCode).toBe(0);
      expect(jsonLines(stdout)).toEqual([
        { event: 'garbage', run_id: failed, artifacts: 1, size_bytes: 3 },
        {
          ...{ event: 'finished', deleted: false, artifacts: 1, size_bytes: 3 },
          ...{ kept_as_versions: 0, unfinished_writes: 0 },
          kept: {
            registered: first.length + second.length,
            ...{ running: 1, unknown_run: 1, recent: 0, foreign: 1 },
          },
        },
      ]);
      expect(await stored(failed)).toBe(true);
    }, 30_000);

    it('is deleted on demand, and what the catalog needs or does not know stays', async () => {
      const { stdout } = await artifacts('gc', '--older-than', '1s', '--delete');
      expect(stdout).toContain(`${failed}: 1 artifact, 3 B\nDeleted: 1 artifact, 3 B.\n`);
      expect(await Promise.all([failed, running, unknown].map(stored))).toEqual([false, true, true]);
      expect(await lastAnswer('verify', '--all')).toMatchObject({ altered: 0, missing: 0 });
    }, 30_000);

    it("is what is of unknown runs too, where the store is nobody else's", async () => {
      await artifacts('gc', '--older-than', '1s', '--delete', '--unknown-runs');
      expect(await Promise.all([running, unknown].map(stored))).toEqual([true, false]);
      expect(await store.head('runs/notes.txt')).not.toBeNull();
    }, 30_000);

    it('is not looked for by an age that is none', async () => {
      expect(await artifacts('gc', '--older-than', 'yesterday')).toMatchObject({ exitCode: 64 });
    }, 30_000);
  });
});
