import { describe, expect, it } from '@jest/globals';
import { BATCH_ROWS, type ColumnBatch } from '../../contracts/column-batch.js';
import { optional, required } from '../../contracts/kinds/kind.js';
import { CopyDecoder } from '../../sources/postgres/copy-decoder.js';

const COLUMNS = [
  required('name', 'text', ''),
  optional('count', 'int32', ''),
  optional('size', 'int64', ''),
  optional('flag', 'boolean', ''),
  optional('ratio', 'float64', ''),
];

/** The batches of a text that comes in pieces of so many bytes. */
function decoded(text: string, pieceBytes = 1 << 16): ColumnBatch[] {
  const decoder = new CopyDecoder(COLUMNS);
  const bytes = Buffer.from(text);
  const batches: ColumnBatch[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    batches.push(...decoder.decode(bytes.subarray(at, at + pieceBytes)));
  }
  batches.push(...decoder.end());
  expect(decoder.rows).toBe(batches.reduce((sum, { rows }) => sum + rows, 0));
  return batches;
}

describe('COPY text from a source', () => {
  it('becomes values by the declared type of their column', () => {
    const [batch] = decoded('a\t-7\t9007199254740993\tt\t0.25\nb\t\\N\t\\N\tf\tInfinity\n');
    expect(batch?.rows).toBe(2);
    expect(batch?.columns).toEqual([
      ['a', 'b'],
      [-7, null],
      [9007199254740993n, null],
      [true, false],
      [0.25, Infinity],
    ]);
  });

  it('keeps what COPY escapes, and tells null, empty and the text \\N apart', () => {
    const names = ['\\N', '', 'a\tb', 'line\nend\r', 'back\\slash', '\b\f\v', '\\n', 'ä "quoted" 😀', 'ä\\'];
    const escapes: Record<string, string> = {
      '\\': '\\\\',
      '\t': '\\t',
      '\n': '\\n',
      '\r': '\\r',
      '\b': '\\b',
    };
    const copied = names.map((name) =>
      name
        .replace(/[\\\t\n\r\b]/g, (character) => escapes[character] ?? '')
        .replace('\f', '\\f')
        .replace('\v', '\\v'),
    );
    const [batch] = decoded(copied.map((name) => `${name}\t1\t1\tt\t1\n`).join(''));
    expect(batch?.columns[0]).toEqual(names);
  });

  it('is the same wherever the bytes were cut', () => {
    const text = Array.from(
      { length: 40 },
      (_, row) => `näme ${row % 7}\\\\\t${row}\t\\N\tt\t${row / 4}\n`,
    ).join('');
    const whole = decoded(text);
    for (const pieceBytes of [1, 2, 3, 7, 64]) expect(decoded(text, pieceBytes)).toEqual(whole);
  });

  it('comes in batches of the usual size, the rest in a smaller one', () => {
    const rows = 2 * BATCH_ROWS + 3;
    const batches = decoded(Array.from({ length: rows }, (_, row) => `n${row}\t${row}\t1\tt\t1\n`).join(''));
    expect(batches.map((batch) => batch.rows)).toEqual([BATCH_ROWS, BATCH_ROWS, 3]);
    expect(batches.flatMap((batch) => batch.columns[0])).toEqual(
      Array.from({ length: rows }, (_, row) => `n${row}`),
    );
    expect(batches.flatMap((batch) => batch.columns[1])).toEqual(
      Array.from({ length: rows }, (_, row) => row),
    );
  });

  it('never takes one text for another that hashes alike', () => {
    // 'Aa' and 'BB' hash alike, and so does every text made of them.
    const words = Array.from({ length: 64 }, (_, bits) =>
      Array.from({ length: 6 }, (_unused, bit) => ((bits >> bit) & 1 ? 'Aa' : 'BB')).join(''),
    );
    const names = Array.from({ length: 1000 }, (_, row) => words[(row * 7) % 64] ?? '');
    expect(decoded(names.map((name) => `${name}\t1\t1\tt\t1\n`).join(''))[0]?.columns[0]).toEqual(names);
  });

  it('is valid UTF-8 whatever bytes a database without an encoding holds', () => {
    const decoder = new CopyDecoder(COLUMNS);
    const bytes = Buffer.from('caf\xe9\t1\t1\tt\t1\ncafe\t2\t2\tf\t2\n', 'latin1');
    const [batch] = [...decoder.decode(bytes), ...decoder.end()];
    expect(batch?.columns[0]).toEqual(['caf\ufffd', 'cafe']);
    expect(Buffer.from(batch?.lines?.[0]?.bytes ?? []).toString()).toContain('caf\ufffd\t1\t');
    expect(decoder.rows).toBe(2);
  });

  it('fails when a row has other columns than declared, or is cut', () => {
    expect(() => decoded('a\t1\t1\tt\t1\textra\n')).toThrow(/more than 5 columns/);
    expect(() => decoded('a\t1\n')).toThrow(/fewer than 5 columns/);
    expect(() => decoded('a\t1\t1\tt\t1')).toThrow(/middle of a row/);
  });
});
