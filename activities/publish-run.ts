import type { PublishedRun, PublishInput } from '../catalog/provider.js';
import type { ActivityDeps } from './deps.js';
import { runActivity } from './run-activity.js';

/** Reconciles what landed with what was counted and makes all of the run visible in one transaction. */
export async function publishRun(deps: ActivityDeps, input: PublishInput): Promise<PublishedRun> {
  return runActivity(() => deps.catalog.publish(input));
}
