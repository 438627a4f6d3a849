import { identitySchema, rawSchema } from '../../contracts/kinds/batch-schemas.js';
import { kindDeclaration } from '../../contracts/kinds/index.js';
import type { Identity } from '../../contracts/kinds/kind.js';
import type { Transformer } from '../transformer.js';
import { FINGERPRINT_LENGTH, writeFingerprints } from './fingerprint.js';
import { ID_LENGTH, writeObjectIds } from './identity.js';
import { type FixedColumn, identityBatch, nullColumn } from './identity-batch.js';

/** Gives every row its identity, its parent's (null where the kind has none) and its fingerprint. */
export const catalogTransformer: Transformer = {
  name: 'catalog',
  input: rawSchema,
  output: identitySchema,
  transform(kind, batch) {
    const declaration = kindDeclaration(kind);
    const { identity, parent } = declaration;
    const ids = (of: Identity): FixedColumn => ({
      length: ID_LENGTH,
      write: (slots) => {
        writeObjectIds(declaration, of, batch, slots);
      },
    });
    const fingerprints: FixedColumn = {
      length: FINGERPRINT_LENGTH,
      write: (slots) => {
        writeFingerprints(declaration, batch, slots);
      },
    };
    const parents = parent === null ? nullColumn(batch.rows) : ids(parent);
    return identityBatch(batch.rows, [ids(identity), parents, fingerprints]);
  },
};
