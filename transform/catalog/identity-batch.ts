import { copyBatch } from '../../batches/copy-batch.js';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import { CATALOG_COLUMNS } from '../../contracts/kinds/batch-schemas.js';

const NULL = '\\N';

/** Identities, parents (null where the kind has none) and fingerprints as lines: to be stored, and to land, as bytes. */
export function identityBatch(
  ids: readonly string[],
  parents: readonly string[] | null,
  fingerprints: readonly string[],
): ColumnBatch {
  const width = CATALOG_COLUMNS.length;
  const ends = new Uint32Array(ids.length * width);
  let text = '';
  for (const [row, id] of ids.entries()) {
    text += id;
    ends[row * width] = text.length;
    text += `\t${parents?.[row] ?? NULL}`;
    ends[row * width + 1] = text.length;
    text += `\t${fingerprints[row] ?? NULL}`;
    ends[row * width + 2] = text.length;
    text += '\n';
  }
  return copyBatch({ bytes: Buffer.from(text, 'latin1'), width, ends }, CATALOG_COLUMNS);
}
