import { describe, expect, it } from '@jest/globals';
import { artifactKey, runIdOfKey } from '../../artifacts/keys.js';
import type { ArtifactId } from '../../contracts/artifact.js';

const id = (runId: string, partitionId = 'relations-0001'): ArtifactId => ({
  runId,
  stage: 'raw',
  kind: 'column',
  partitionId,
});

describe('The key of an artifact', () => {
  it('is made of run, stage, kind and partition', () => {
    expect(artifactKey(id('extract/pagila/2026-01-31T10.00.00Z'))).toBe(
      'runs/extract/pagila/2026-01-31T10.00.00Z/raw/column/relations-0001.parquet',
    );
  });

  it('has every other character percent-encoded', () => {
    expect(artifactKey(id(`a b:c%d'e(f)*~🗝`, 'x/y'))).toBe(
      'runs/a%20b%3Ac%25d%27e%28f%29%2A%7E%F0%9F%97%9D/raw/column/x%2Fy.parquet',
    );
  });

  it('never leads out of its folder', () => {
    expect(artifactKey(id('../../etc/.', '..'))).toBe('runs/%2E%2E/%2E%2E/etc/%2E/raw/column/%2E%2E.parquet');
  });

  it('differs for distinct ids, those that look like encoded ones among them', () => {
    const runs = ['a', 'a/b', 'a%2Fb', 'a%252Fb', '..', '%2E%2E', 'a b', 'a%20b', 'a+b', 'A', 'a/raw/column'];
    const keys = runs.flatMap((run) =>
      ['p', 'a/p', '..'].map((partition) => artifactKey(id(run, partition))),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(['', '/a', 'a/', 'a//b'])(
    'is refused for the run id %j, which a file system would shorten',
    (runId) => {
      expect(() => artifactKey(id(runId))).toThrow(expect.objectContaining({ category: 'invalid_input' }));
    },
  );

  it.each(['extract/pagila/2026-01-31T10.00.00Z', 'a', "a b:c%d'e/🗝", '..', 'a/raw/table/x'])(
    'tells the run %j',
    (runId) => {
      expect(runIdOfKey(artifactKey(id(runId, 'x/y')))).toBe(runId);
    },
  );

  it.each([
    'runs/readme.txt',
    'runs/raw/table/p.parquet',
    'runs/a b/raw/table/p.parquet',
    'runs/a%2fb/raw/table/p.parquet',
    'runs/%/raw/table/p.parquet',
    'other/a/raw/table/p.parquet',
    'runs//raw/table/p.parquet',
  ])('is never %j, which is of no run', (key) => {
    expect(runIdOfKey(key)).toBeNull();
  });
});
