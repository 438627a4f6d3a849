import { z } from 'zod';

/** The section `publication` of the configuration, which workers read. */
export const publicationConfigSchema = z.strictObject({
  max_removed_percent: z
    .int()
    .min(0)
    .max(100)
    .default(20)
    .describe(
      "Percent of a source's objects that a run may remove from the catalog without being held back for `sourcesense confirm`; 100 never holds.",
    ),
});
