import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import {
  chooseMode,
  hasOutgrown,
  type ModeInput,
  outgrown,
  unchangedKinds,
} from '../../activities/choose-mode.js';
import type { RunBefore } from '../../catalog/provider.js';
import { PROGRAM_VERSION } from '../../contracts/names.js';

const now: ModeInput = {
  program: PROGRAM_VERSION,
  identity: { timeline: '1', 'server version': '18.1' },
  filter: { exclude_schema: ['tmp_*'] },
  partitionSize: 100,
  full: false,
};

const before: RunBefore = {
  runId: 'run-1',
  state: {
    program: now.program,
    identity: now.identity,
    partitionSize: now.partitionSize,
    fingerprint: 'f',
    extent: '',
    partitions: [],
    mode: { mode: 'full', reason: 'It was the first.' },
    unchangedKinds: [],
    snapshot: '1:1:',
    firstReading: 1,
    conditions: 'all',
  },
  filter: now.filter,
  deniedKinds: ['view'],
  isWhole: true,
};

describe('The mode of a run', () => {
  it('is incremental where the run before can be built upon, and names it', () => {
    expect(chooseMode(now, before)).toEqual({ mode: 'incremental', reason: 'Compared with run run-1.' });
  });

  it.each<[why: string, input: ModeInput, before: RunBefore | null, reason: RegExp]>([
    ['one was asked for', { ...now, full: true }, before, /asked for/],
    ['there was no run before', now, null, /No run of this source/],
    ['it was another version of the program', { ...now, program: '0.0.1' }, before, /by version/],
    ['the filter is another one', { ...now, filter: {} }, before, /another filter/],
    ['the partitions are of another size', { ...now, partitionSize: 7 }, before, /another size/],
    ['the source failed over', { ...now, identity: { ...now.identity, timeline: '2' } }, before, /timeline/],
    ['the source says less of itself', { ...now, identity: { timeline: '1' } }, before, /server version/],
  ])('is full where %s, and says so', (_why, input, known, reason) => {
    expect(chooseMode(input, known)).toEqual({
      mode: 'full',
      reason: expect.stringMatching(reason) as unknown as string,
    });
  });

  it('is full where a partition has grown to more than twice its size, by its relations or by their columns', () => {
    expect(hasOutgrown({ relations: 200, columns: 2400 }, 100)).toBe(false);
    expect(hasOutgrown({ relations: 201, columns: 0 }, 100)).toBe(true);
    expect(hasOutgrown({ relations: 1, columns: 2401 }, 100)).toBe(true);
    expect(outgrown(before, { relations: 7, columns: 2401 })).toEqual({
      mode: 'full',
      reason: 'A partition of run run-1 has grown to 7 relations or 2401 columns: they are cut anew.',
    });
  });

  it('leaves kinds unread only by the same fingerprint, if they were complete and are nothing but definitions', () => {
    expect(unchangedKinds('another', before)).toEqual([]);
    expect(unchangedKinds('f', { ...before, state: { ...before.state, fingerprint: null } })).toEqual([]);
    expect(unchangedKinds('f', { ...before, isWhole: false })).toEqual([]);
    const kinds = unchangedKinds('f', before);
    expect(kinds).toEqual(expect.arrayContaining(['table', 'column', 'routine', 'role']));
    for (const kind of ['view', 'sequence', 'table_statistics', 'server_setting'] as const)
      expect(kinds).not.toContain(kind);
  });

  it('knows the version of the program', () => {
    const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
    expect(PROGRAM_VERSION).toBe((JSON.parse(text) as { version: string }).version);
  });
});
