import { EXTRACTION_WORKFLOW } from '../../contracts/names.js';

const ID_PREFIX = 'extract/';

/** A connection has one schedule, of this id. */
export function scheduleIdOf(connection: string): string {
  return ID_PREFIX + connection;
}

/** The connection that a schedule of ours extracts; null for a schedule that is somebody else's. */
export function connectionOf(scheduleId: string, workflowType: string | undefined): string | null {
  const isOurs = scheduleId.startsWith(ID_PREFIX) && workflowType === EXTRACTION_WORKFLOW;
  return isOurs ? scheduleId.slice(ID_PREFIX.length) : null;
}
