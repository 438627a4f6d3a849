import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMAND_PATHS } from './secrets/command-paths.js';
import type { ErrorPath } from './secrets/error-path.js';
import { formsOf, leaks, SECRETS } from './secrets/planted.js';
import { CATALOG_PATHS, CONTACT_PATHS, MIDDLE_PATHS } from './secrets/run-paths.js';
import { rowTexts, storedTexts } from './secrets/searched.js';
import { endStory, type Story, tellStory } from './secrets/story.js';

const PATHS: readonly ErrorPath[] = [...COMMAND_PATHS, ...CONTACT_PATHS, ...MIDDLE_PATHS, ...CATALOG_PATHS];

describe('planted secrets', () => {
  let story: Story;
  let stored: (string | Buffer)[];
  let rows: string[];

  beforeAll(async () => {
    story = await tellStory(PATHS);
    stored = await storedTexts('secrets');
    rows = await rowTexts(story.site.catalog.superuserUrl);
    await story.worker.kill('SIGTERM');
    await story.site.temporal.stop();
  }, 180_000);
  afterAll(() => endStory(story), 60_000);

  it('are at least twelve, along at least forty error paths', () => {
    expect(Object.keys(SECRETS).length).toBeGreaterThanOrEqual(12);
    expect(new Set(PATHS.map(({ cause }) => cause)).size).toBeGreaterThanOrEqual(40);
  });

  it.each(PATHS)('are not in what is said when $strikes meets: $cause', (path) => {
    const said = story.said.get(path.cause) ?? '';
    expect(leaks(said)).toEqual([]);
    expect(said).toMatch(path.says);
  });

  it("are not in the worker's log, which has the runs", () => {
    expect(story.worker.output).toContain('source_1');
    expect(leaks(story.worker.output)).toEqual([]);
  });

  it("are not in the files of Temporal's server, which have the runs", () => {
    const { temporal } = story.site;
    expect(temporal.found(['source_1'])).toEqual(['source_1']);
    expect(temporal.found(Object.values(SECRETS).flatMap(formsOf))).toEqual([]);
  });

  it('are not in the artifacts, which have the foreign server', () => {
    expect(story.said.get('nothing')).toMatch(/^completed/);
    expect(stored.some((text) => text.includes('far.example'))).toBe(true);
    expect(stored.flatMap(leaks)).toEqual([]);
  });

  it('are not in the catalog, which has the foreign server', () => {
    expect(rows.some((text) => text.includes('far.example'))).toBe(true);
    expect(rows.flatMap(leaks)).toEqual([]);
  });
});
