import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_KINDS } from '../../contracts/kinds/index.js';
import { ALL_MAJORS } from '../support/engines.js';
import { type ClusterAndRules, openClusterAndRules } from '../support/objects/cluster-and-rules.js';
import { PLANTED_SECRET } from '../support/objects/containers.js';

/** What a role without rights sees less of than a superuser. */
const READ_IN_PART = new Set(['server_setting', 'user_mapping', 'column_statistics', 'sequence']);

describe.each(ALL_MAJORS)('Containers, replication, privileges and rules of PostgreSQL %i', (major) => {
  let objects: ClusterAndRules;
  beforeAll(async () => {
    objects = await openClusterAndRules(major);
  }, 60_000);
  afterAll(async () => {
    await objects[Symbol.asyncDispose]();
  });

  it.each(['superuser', 'limited'] as const)(
    'are read as counted by a role that is %s: counted = rows + denied',
    async (role) => {
      const reader = objects[role];
      const sums = await Promise.all(
        ALL_KINDS.map(async (kind) => {
          const denied = reader.gaps.reduce((sum, gap) => sum + (gap.kind === kind ? gap.objects : 0), 0);
          return { kind, counted: reader.counted(kind), sum: (await reader.rows(kind)).length + denied };
        }),
      );
      expect(sums.filter(({ counted, sum }) => counted !== sum)).toEqual([]);
    },
  );

  it('are denied to a superuser in nothing, and to others in settings and statistics alone', () => {
    expect(objects.superuser.gaps).toEqual([]);
    const denied = objects.limited.gaps.map(({ kind }) => kind);
    expect(denied.filter((kind) => kind !== 'column_statistics')).toEqual(['server_setting']);
  });

  it.each(['superuser', 'limited'] as const)(
    'hold no secret in any row that a role gets that is %s',
    async (role) => {
      const texts = await Promise.all(
        ALL_KINDS.map(async (kind) => ({
          kind,
          text: JSON.stringify(await objects[role].rows(kind), bigint),
        })),
      );
      expect(texts.filter(({ text }) => text.includes(PLANTED_SECRET)).map(({ kind }) => kind)).toEqual([]);
      expect(texts.some(({ text }) => text.includes('***'))).toBe(true);
    },
  );

  it('look the same to a role without rights', async () => {
    const differing: string[] = [];
    for (const kind of ALL_KINDS.filter((candidate) => !READ_IN_PART.has(candidate))) {
      const [all, some] = [await objects.superuser.rows(kind), await objects.limited.rows(kind)];
      if (JSON.stringify(all, bigint) !== JSON.stringify(some, bigint)) differing.push(kind);
    }
    // PostgreSQL 13 lets superusers alone read a subscription's synchronous_commit, so that nobody is shown it.
    expect(differing).toEqual([]);
  });

  it('leave out the options of user mappings that the role may not see, and say so', async () => {
    const mappings = (await objects.limited.rows('user_mapping')).map((row) => [
      row.user_name,
      row.options_readable,
      row.options,
    ]);
    expect(mappings).toEqual([
      ['public', false, null],
      [objects.names.publicRole, false, null],
      [objects.names.reader, true, { user: 'me' }],
    ]);
  });
});

const bigint = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);
