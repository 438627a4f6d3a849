import { describe, expect, it } from '@jest/globals';
import { measureQuestions, percentile } from '../../bench/reading/measure-questions.js';
import { readReadingOptions } from '../../bench/reading/options.js';

describe('the options of the bench of reading', () => {
  it('are 10,000 tables and both providers unless others are given', () => {
    expect(readReadingOptions([], true)).toEqual({
      ...{ tables: 10_000, providers: ['enterprise', 'development'], directory: undefined },
    });
    const given = ['--tables', '50', '--providers', 'development', '--directory', 'kept'];
    const options = { tables: 50, providers: ['development'], directory: 'kept' };
    expect(readReadingOptions(given, true)).toEqual(options);
  });

  it.each([
    [['--tables', '0'], 'no whole number'],
    [['--providers', 'cloud'], '"cloud" is no provider to measure; there are enterprise, development.'],
  ])('refuse %j, saying what is allowed', (args, message) => {
    expect(() => readReadingOptions(args, true)).toThrow(message);
  });
});

describe('A class of questions', () => {
  it('is told by percentiles of the least times, and by the slowest question', async () => {
    const asked: string[] = [];
    const question = (what: string, ms: number) => ({
      what,
      ask: async () => {
        asked.push(what);
        await new Promise((resolve) => setTimeout(resolve, ms));
      },
    });
    const questions = [question('quick', 1), question('slow', 40)];
    const timing = await measureQuestions(questions, () => Promise.resolve(null));
    expect(asked).toEqual(['quick', 'quick', 'quick', 'slow', 'slow', 'slow']);
    expect(timing).toMatchObject({ questions: 2, slowest: 'slow', cpuP95Ms: null });
    expect(timing.p95Ms).toBeGreaterThanOrEqual(39);
  });

  it('has the smallest value as a percentile that such a share does not exceed', () => {
    const values = Array.from({ length: 100 }, (_, at) => at + 1);
    expect([0.5, 0.95, 1].map((share) => percentile(values, share))).toEqual([50, 95, 100]);
  });
});
