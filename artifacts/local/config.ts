import { z } from 'zod';

/** Artifacts on the local file system. */
export const localStoreConfigSchema = z.strictObject({
  store: z.literal('local').describe('Artifacts are files of this machine, or of a file system it mounts.'),
  directory: z.string().min(1).describe('Folder of the artifacts; made when it is missing.'),
});

export type LocalStoreConfig = z.infer<typeof localStoreConfigSchema>;
