import type { PublishedRun, PublishInput as CatalogInput } from '../catalog/provider.js';
import type { ActivityDeps } from './deps.js';
import { runActivity } from './run-activity.js';

export type { PublishedRun } from '../catalog/provider.js';

export interface PublishInput extends Omit<CatalogInput, 'maxRemovedPercent'> {
  /** Whether the run may remove any number of objects: it was asked for, or somebody confirmed it. */
  readonly allowRemovals?: boolean;
}

/** Reconciles what landed with what was counted and makes all of the run visible in one transaction. */
export async function publishRun(
  deps: ActivityDeps,
  { allowRemovals = false, ...input }: PublishInput,
): Promise<PublishedRun> {
  const { maxRemovedPercent } = deps;
  const publication = allowRemovals ? input : { ...input, maxRemovedPercent };
  return runActivity(deps, ({ catalog }) => catalog.publish(publication), { isAtomic: true });
}
