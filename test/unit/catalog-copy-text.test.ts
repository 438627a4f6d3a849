import { describe, expect, it } from '@jest/globals';
import { escapeCopyText } from '../../batches/copy-text.js';
import { copyText } from '../../catalog/postgres/copy-text.js';
import type { BatchSchema } from '../../contracts/column-batch.js';
import { optional, required } from '../../contracts/kinds/kind.js';

const schema: BatchSchema = {
  kind: 'test',
  version: 1,
  columns: [
    required('text', 'text', ''),
    optional('flag', 'boolean', ''),
    optional('big', 'int64', ''),
    optional('ratio', 'float64', ''),
    optional('at', 'timestamp', ''),
  ],
};

const encode = (...columns: (string | boolean | bigint | number | null)[][]) =>
  [...copyText(schema, { rows: columns[0]?.length ?? 0, columns }, ['p'])].join('');

describe('COPY text', () => {
  it('is a line per row, values separated by tabs, with the prefix first', () => {
    expect(encode(['a', 'b'], [true, false], [1n, -9223372036854775808n], [0.1, -3], [0n, null])).toBe(
      'p\ta\tt\t1\t0.1\t1970-01-01T00:00:00.000000Z\n' + 'p\tb\tf\t-9223372036854775808\t-3\t\\N\n',
    );
  });

  it('tells a null from a text that reads \\N', () => {
    expect(escapeCopyText('\\N')).toBe('\\\\N');
    expect(encode(['\\N'], [null], [null], [null], [null])).toBe('p\t\\\\N\t\\N\t\\N\t\\N\t\\N\n');
  });

  it('escapes tabs, line ends and backslashes, and nothing else', () => {
    expect(escapeCopyText('a\tb\nc\rd\\e"\'\u{1F600}')).toBe('a\\tb\\nc\\rd\\\\e"\'\u{1F600}');
  });

  it('is the same whichever columns all rows share', () => {
    const values = { text: ['a', 'b'], flag: [true, false], big: [1n, null], ratio: [null, 2], at: [0n, 1n] };
    for (let shared = 0; shared < 32; shared++) {
      const columns = Object.values(values).map((pair, index) =>
        shared & (1 << index) ? [pair[0], pair[0]] : pair,
      );
      const together = encode(...(columns as Parameters<typeof encode>));
      const alone = [0, 1].map((row) => encode(...columns.map((pair) => [pair[row] ?? null])));
      expect(together).toBe(alone.join(''));
    }
    expect(encode([], [], [], [], [])).toBe('');
  });

  it('keeps microseconds, before 1970 too', () => {
    const times = (...values: bigint[]) =>
      encode(
        values.map(() => ''),
        values.map(() => null),
        values.map(() => null),
        values.map(() => null),
        values,
      )
        .trim()
        .split('\n')
        .map((line) => line.split('\t').at(-1));
    expect(times(1_700_000_000_123_456n, -1n)).toEqual([
      '2023-11-14T22:13:20.123456Z',
      '1969-12-31T23:59:59.999999Z',
    ]);
  });

  it('encodes infinities and not-a-number as PostgreSQL reads them', () => {
    const line = encode(
      ['', '', ''],
      [null, null, null],
      [null, null, null],
      [NaN, Infinity, -Infinity],
      [null, null, null],
    );
    expect(line.match(/NaN|-?Infinity/g)).toEqual(['NaN', 'Infinity', '-Infinity']);
  });

  it('comes in chunks of whole lines', () => {
    const rows = 5000;
    const text = Array.from({ length: rows }, (_, row) => `${row}`.padStart(200, 'x'));
    const nulls = Array.from({ length: rows }, () => null);
    const chunks = [...copyText(schema, { rows, columns: [text, nulls, nulls, nulls, nulls] }, ['p'])];
    expect(chunks.length).toBeGreaterThan(5);
    expect(chunks.every((chunk) => chunk.at(-1) === '\n' && chunk.length < 150_000)).toBe(true);
    expect(chunks.join('').split('\n')).toHaveLength(rows + 1);
  });
});
