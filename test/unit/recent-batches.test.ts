import { describe, expect, it } from '@jest/globals';
import { RecentBatches } from '../../artifacts/recent-batches.js';
import type { ArtifactRef } from '../../contracts/artifact.js';
import type { BatchSchema, ColumnBatch } from '../../contracts/column-batch.js';
import { required } from '../../contracts/kinds/kind.js';

const SCHEMA: BatchSchema = {
  kind: 'test',
  version: 1,
  columns: [required('name', 'text', ''), required('number', 'int32', '')],
};
const ONLY_NUMBER: BatchSchema = { ...SCHEMA, columns: [required('number', 'int32', '')] };

const artifact = (sha256: string) => ({ sha256 }) as ArtifactRef;
const batch = (rows: number): ColumnBatch => ({
  rows,
  columns: [
    Array.from({ length: rows }, (_, row) => `name ${row}`),
    Array.from({ length: rows }, (_, row) => row),
  ],
});

async function remember(
  recent: RecentBatches,
  sha256: string,
  batches: ColumnBatch[],
): Promise<ColumnBatch[]> {
  const stream = async function* () {
    for (const each of batches) yield await Promise.resolve(each);
  };
  const recording = recent.recording(SCHEMA, stream());
  const passed: ColumnBatch[] = [];
  for await (const each of recording.batches) passed.push(each);
  recording.keep(artifact(sha256));
  return passed;
}

describe('Batches of a moment ago', () => {
  it('pass unchanged, and are found by the content they became, whole or some columns of them', async () => {
    const recent = new RecentBatches();
    const batches = [batch(3), batch(2)];
    expect(await remember(recent, 'a', batches)).toEqual(batches);
    expect(recent.find(artifact('a'), SCHEMA)).toEqual(batches);
    expect(recent.find(artifact('a'), ONLY_NUMBER)?.map(({ columns }) => columns)).toEqual([
      [[0, 1, 2]],
      [[0, 1]],
    ]);
  });

  it('are not found under another content, for columns they lack, or once forgotten', async () => {
    const recent = new RecentBatches();
    await remember(recent, 'a', [batch(1)]);
    expect(recent.find(artifact('b'), SCHEMA)).toBeNull();
    const other = { ...SCHEMA, columns: [required('other', 'text', '')] };
    expect(recent.find(artifact('a'), other)).toBeNull();
    recent.forget(artifact('a'));
    expect(recent.find(artifact('a'), SCHEMA)).toBeNull();
  });

  it('make room, the oldest first, and one that would fill it is not kept at all', async () => {
    const recent = new RecentBatches(20_000);
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await remember(recent, name, [batch(80)]);
    const kept = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].filter(
      (name) => recent.find(artifact(name), SCHEMA) !== null,
    );
    expect(kept.length).toBeGreaterThan(2);
    expect(kept.length).toBeLessThan(7);
    expect(kept.at(-1)).toBe('g');
    await remember(recent, 'huge', [batch(80), batch(80), batch(80)]);
    expect(recent.find(artifact('huge'), SCHEMA)).toBeNull();
    expect(recent.find(artifact('g'), SCHEMA)).not.toBeNull();
  });
});
