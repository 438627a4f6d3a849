import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ObjectRow } from '../../catalog/reading/read-model.js';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import { runCommand } from '../support/command.js';
import { execute } from '../support/rebuilt.js';
import { createSystem, SOURCE, type System } from '../support/system.js';
import { loadTorture } from '../support/torture.js';

/** Kinds of the whole cluster, which other tests share, and what only extensions make. */
const SHARED: readonly Kind[] = ['role', 'tablespace', 'database'];
const COMMENTED = ALL_KINDS.filter(
  (kind) => !SHARED.includes(kind) && kindDeclaration(kind).columns.some(({ name }) => name === 'comment'),
);

const textOf = ({ kind, name }: ObjectRow) => `The ${kind}'s "${name}" \\ naïve;\n-- second line`;

describe.each([13, 18] as const)('On PostgreSQL %s', (major) => {
  let system: System;
  beforeAll(async () => {
    system = await createSystem(major);
    await loadTorture(system.sourceUrl, major);
    await system.startWorker();
    await (await system.start()).result();
  }, 300_000);
  afterAll(async () => {
    await system[Symbol.asyncDispose]();
  });

  /** All objects of a kind. */
  async function objectsOf(kind: Kind): Promise<ObjectRow[]> {
    const objects: ObjectRow[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await system.catalog.reading.listObjects({
        ...{ source: SOURCE, kind, limit: 1000 },
        ...(after !== undefined && { after }),
      });
      objects.push(...page.objects);
      after = page.cursor;
    }
    return objects;
  }

  it('every object of every kind can be described, and the script makes comments of all descriptions', async () => {
    const described = (await Promise.all(COMMENTED.map(objectsOf))).flat();
    const changes = described.map((object) => ({
      ...{ kind: object.kind, name: object.name, description: textOf(object) },
    }));
    await system.catalog.annotations.annotate(SOURCE, changes, 'ada');
    const { exitCode, stdout, stderr } = await runCommand(['export', 'comments', SOURCE], system.environment);
    expect(exitCode).toBe(0);
    await execute(system.sourceUrl, stdout);
    await (await system.start()).result();
    const found = (await Promise.all(COMMENTED.map(objectsOf))).flat();
    const uncommented = found.filter((object) => object.attributes['comment'] !== textOf(object));
    expect(uncommented.map(({ kind, name }) => `${kind} ${name}`)).toEqual([]);
    expect(stderr).toBe('');
    expect(new Set(found.map(({ kind }) => kind)).size).toBeGreaterThan(30);
  }, 300_000);
});
