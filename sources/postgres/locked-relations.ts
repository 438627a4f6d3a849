import { setTimeout as delay } from 'node:timers/promises';
import type { Gap } from '../../contracts/extraction.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { RelationName } from '../source.js';
import { kindNamed } from './inventory.js';
import type { OidRange } from './oid-range.js';
import type { PostgresQueries } from './queries.js';
import type { ReadSession } from './session.js';

/** A relation whose definitions can't be had because somebody holds an ACCESS EXCLUSIVE lock. */
export interface LockedRelation extends RelationName {
  readonly oid: number;
  readonly kind: Kind;
}

/** Milliseconds between two looks at the locks. */
const POLL_MS = 100;

/** Runs whose stuck relations are remembered; the oldest is forgotten first. */
const REMEMBERED_RUNS = 20;

/**
 * Waits for locks once per run and relation, whatever the number of queries that meet it, so that a table locked for
 * long costs a run one lock timeout and not one per kind.
 */
export class LockedRelations {
  readonly #stuck = new Map<string, Set<number>>();

  /** The relations still locked after `timeoutMs`, or known to have been for this run; `look` asks the server. */
  async stuck(
    runId: string,
    timeoutMs: number,
    look: () => Promise<LockedRelation[]>,
  ): Promise<LockedRelation[]> {
    const known = this.#ofRun(runId);
    const deadlineMs = performance.now() + timeoutMs;
    for (;;) {
      const locked = await look();
      const isWaitedFor = locked.some(({ oid }) => !known.has(oid));
      if (!isWaitedFor || performance.now() >= deadlineMs) {
        for (const { oid } of locked) known.add(oid);
        return locked;
      }
      await delay(POLL_MS);
    }
  }

  #ofRun(runId: string): Set<number> {
    const known = this.#stuck.get(runId) ?? new Set<number>();
    this.#stuck.delete(runId);
    this.#stuck.set(runId, known);
    const [oldest] = this.#stuck.keys();
    if (this.#stuck.size > REMEMBERED_RUNS && oldest !== undefined) this.#stuck.delete(oldest);
    return known;
  }
}

/** Relations of the range that expressions, definitions and sizes would wait for; none for kinds that ask for none. */
export async function lockedIn(
  session: ReadSession,
  queries: PostgresQueries,
  kind: Kind,
  { from, to }: OidRange,
): Promise<LockedRelation[]> {
  const neverWaits = queries.kinds[kind] === queries.structures[kind];
  if (neverWaits || kindDeclaration(kind).scope !== 'relation') return [];
  if ((await session.all(queries.anyLocks, [])).length === 0) return [];
  const rows = await session.all(queries.locks, [from, to]);
  return rows.map(([oid, schemaName, relationName, relationKind]) => ({
    oid: Number(oid),
    schemaName: schemaName ?? '',
    relationName: relationName ?? '',
    kind: kindNamed(relationKind),
  }));
}

/** What a bulk read fails with at once, rather than waiting in its query. */
export function lockedError({ schemaName, relationName }: LockedRelation): SourceSenseError {
  return new SourceSenseError('source_busy', `${schemaName}.${relationName} is locked by another session.`, {
    sqlState: '55P03',
  });
}

/** The gap of a relation that was read without what its lock withholds. */
export function lockedGap({ kind, schemaName, relationName }: LockedRelation): Gap {
  return {
    kind,
    schemaName,
    objectName: `${schemaName}.${relationName}`,
    status: 'partial',
    sqlState: '55P03',
    reason:
      'Another session holds an ACCESS EXCLUSIVE lock: expressions, definitions and sizes could not be read.',
    remedy: 'Run again when it is released (see pg_locks), or raise lock_timeout_ms of the connection.',
    objects: 1,
  };
}
