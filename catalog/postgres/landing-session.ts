import { APPLICATION_NAME, type Session } from './pool.js';

/**
 * Sessions that land carry run, partition and epoch in their `application_name` while they do: an operator sees what
 * they are at, and the attempt that takes over ends those it has overtaken. It must: a suspended one holds the keys it
 * has written, and whoever writes the same key waits for it.
 */
const runPrefix = (runNumber: bigint) => `${APPLICATION_NAME} ${runNumber.toString()}/`;

/** Ends sessions of this database whose name starts with `$1` and whose epoch is at most `$2`. */
const END_SESSIONS = `
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND CASE WHEN starts_with(application_name, $1) THEN split_part(application_name, '@', 2)::bigint <= $2 END`;

/** Later than any attempt. */
const ANY_EPOCH = 2n ** 63n - 1n;

/** Names the session after its step until its transaction ends; to be called before anything is locked. */
export async function nameSession(
  session: Session,
  step: { readonly runNumber: bigint; readonly partitionId: string; readonly epoch: number },
): Promise<void> {
  const name = `${runPrefix(step.runNumber)}${step.partitionId}@${step.epoch}`;
  await session.query("SELECT set_config('application_name', $1, true)", [name]);
}

/** Ends the sessions of earlier attempts of a step; what they wrote can't be committed any more. */
export async function endEarlierAttempts(
  session: Session,
  step: { readonly runNumber: bigint; readonly partitionId: string; readonly epoch: number },
): Promise<void> {
  await session.query(END_SESSIONS, [`${runPrefix(step.runNumber)}${step.partitionId}@`, BigInt(step.epoch)]);
}

/** Ends all sessions that land for a run, which must have ended or be about to. */
export async function endLandingSessions(session: Session, runNumber: bigint): Promise<void> {
  await session.query(END_SESSIONS, [runPrefix(runNumber), ANY_EPOCH]);
}
