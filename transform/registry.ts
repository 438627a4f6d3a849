import { catalogTransformer } from './catalog/index.js';
import type { Transformer } from './transformer.js';

/** Every transformer, by name. */
export const TRANSFORMERS = {
  catalog: catalogTransformer,
} as const satisfies Record<string, Transformer>;
