import { z } from 'zod';
import { FAIL_ON } from './rules/rules.js';

/** The section `diff` of the configuration. */
export const diffConfigSchema = z.strictObject({
  fail_on: z
    .enum(FAIL_ON)
    .default('never')
    .describe('Least severe change that makes `sourcesense diff` end with exit code 4.'),
});
