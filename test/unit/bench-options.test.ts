import { describe, expect, it } from '@jest/globals';
import { readOptions } from '../../bench/options.js';

function names(...args: string[]): string[] {
  return readOptions(args, true).shapes.map(({ name }) => name);
}

describe('the options of the bench', () => {
  it('are 1,000 and 10,000 tables in three rounds, and the sample database, unless others are given', () => {
    expect(names()).toEqual(['tables_1000', 'tables_10000']);
    expect(readOptions([], true)).toMatchObject({ rounds: 3, sample: true, warm: false });
    expect(readOptions(['--runs', '5', '--no-sample', '--warm'], true)).toMatchObject({
      rounds: 5,
      sample: false,
      warm: true,
    });
  });

  it('take shapes with a size of their own or with another', () => {
    const shapes = names('--tables', '10000', '--shapes', 'partitions,schemas');
    expect(shapes).toEqual(['tables_10000', 'partitions_10000', 'schemas_1000']);
    expect(names('--tables', '200', '--shapes', 'partitions=200')).toEqual(['tables_200', 'partitions_200']);
  });

  it('add the ordinary tables that a shape is compared with', () => {
    expect(names('--tables', 'none', '--shapes', 'wide')).toEqual(['tables_90', 'wide_1600']);
    expect(names('--tables', '300', '--shapes', 'schemas=20')).toEqual([
      'tables_200',
      'tables_300',
      'schemas_20',
    ]);
  });

  it.each([
    [['--tables', '0'], '"0" is no whole number from 1 to 99,999.'],
    [['--tables', '1000,many'], '"many" is no whole number from 1 to 99,999.'],
    [['--shapes', 'round'], '"round" is no shape; there are partitions, schemas, broad, wide, widest.'],
    [['--shapes', 'toString'], '"toString" is no shape'],
    [['--shapes', 'wide=1601'], '"1601" is no whole number from 1 to 1,600.'],
    [['--shapes', 'wide='], '"" is no whole number'],
    [['--runs', '1.5'], '"1.5" is no whole number from 1 to 100.'],
    [['--rounds', '3'], "unknown option '--rounds'"],
    [['10000'], 'too many arguments'],
  ])('refuse %j, saying what is allowed', (args, message) => {
    expect(() => readOptions(args, true)).toThrow(message);
  });
});
