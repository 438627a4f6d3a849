import { describe, expect, it } from '@jest/globals';
import { columnsOf, sideBySide } from '../../batches/copy-batch.js';
import { escapeCopyText } from '../../batches/copy-text.js';
import { copyText } from '../../catalog/postgres/copy-text.js';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import { catalogSchema } from '../../contracts/kinds/batch-schemas.js';
import { KINDS } from '../../contracts/kinds/index.js';
import { CopyDecoder } from '../../sources/postgres/copy-decoder.js';
import { catalogTransformer } from '../../transform/catalog/index.js';

/** Names that COPY escapes, that are no ASCII, that look like what COPY writes for null. */
const NAMES = [
  'plain',
  'a\tb',
  'two\nlines\r',
  'back\\slash',
  '\\N',
  '',
  '\b\f\v',
  'ä "quoted" 😀',
  '\u{1}',
  'N',
];

const ROWS = Array.from({ length: 3000 }, (_, row) => [
  'db',
  `${NAMES[row % NAMES.length] ?? ''} ${row}`,
  NAMES[row % 7] ?? null,
  null,
  row % 3 === 0 ? null : '[{"grantee": "a\\\\b"}]',
  row % 2 === 0 ? 'x'.repeat(row % 90) : null,
  String(row),
]);

/** The rows of kind schema as a source sends them. */
function received(): ColumnBatch {
  const decoder = new CopyDecoder(KINDS.schema.columns);
  const lines = ROWS.map((row) =>
    row.map((text) => (text === null ? '\\N' : escapeCopyText(text))).join('\t'),
  );
  const [batch] = [...decoder.decode(Buffer.from(`${lines.join('\n')}\n`)), ...decoder.end()];
  if (batch === undefined) throw new Error('no batch');
  return batch;
}

/** The same without its lines, as a file would give it. */
const valuesOnly = ({ rows, columns }: ColumnBatch): ColumnBatch => ({ rows, columns: [...columns] });

const landed = (batch: ColumnBatch) =>
  Buffer.concat(
    [...copyText(catalogSchema('schema'), batch, ['7', 'p\\1'])].map((chunk) => Buffer.from(chunk)),
  );

describe('Lines that are passed on', () => {
  it('hold the values that were sent', () => {
    const { columns } = received();
    expect(columns[1]).toEqual(ROWS.map((row) => row[1]));
    expect(columns[2]).toEqual(ROWS.map((row) => row[2]));
    expect(columns[6]).toEqual(ROWS.map((row) => BigInt(row[6] ?? '')));
  });

  it('make the same identities and fingerprints as their values', () => {
    const batch = received();
    const ofLines = catalogTransformer.transform('schema', batch);
    expect(ofLines.columns).toEqual(catalogTransformer.transform('schema', valuesOnly(batch)).columns);
    expect(new Set(ofLines.columns[2]).size).toBe(ROWS.length);
  });

  it('land as the very bytes that their values would', () => {
    const batch = received();
    const identities = catalogTransformer.transform('schema', batch);
    const passedOn = landed(sideBySide(identities, batch));
    expect(passedOn.equals(landed(sideBySide(valuesOnly(identities), valuesOnly(batch))))).toBe(true);
    expect(passedOn.toString().split('\n')).toHaveLength(ROWS.length + 1);
  });

  it('are left behind by whoever takes some columns only', () => {
    const some = columnsOf(received(), [2, 0]);
    expect(some.lines).toBeUndefined();
    expect(some.columns[0]).toEqual(ROWS.map((row) => row[2]));
  });
});

describe('The kinds', () => {
  it('have their volatile columns last, so that a fingerprint is of the start of a line', () => {
    for (const { columns } of Object.values(KINDS)) {
      const volatile = columns.map((column) => 'volatile' in column);
      expect(volatile).toEqual([...volatile].sort());
    }
  });
});
