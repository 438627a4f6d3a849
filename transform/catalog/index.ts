import { identitySchema, rawSchema } from '../../contracts/kinds/batch-schemas.js';
import { kindDeclaration } from '../../contracts/kinds/index.js';
import type { Transformer } from '../transformer.js';
import { fingerprints } from './fingerprint.js';
import { identityBatch } from './identity-batch.js';
import { objectIds } from './identity.js';

/** Gives every row its identity, its parent's and its fingerprint. */
export const catalogTransformer: Transformer = {
  name: 'catalog',
  input: rawSchema,
  output: identitySchema,
  transform(kind, batch) {
    const declaration = kindDeclaration(kind);
    const { identity, parent } = declaration;
    return identityBatch(
      objectIds(declaration, identity, batch),
      parent === null ? null : objectIds(declaration, parent, batch),
      fingerprints(declaration, batch),
    );
  },
};
