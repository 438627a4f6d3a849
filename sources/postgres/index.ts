import { keepRows } from '../../batches/keep-rows.js';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import type { Gap, SourceFacts } from '../../contracts/extraction.js';
import { COLUMNS_PER_RELATION, type Partition } from '../../contracts/partition.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type {
  ChangesSince,
  Inventory,
  PartitionExtent,
  PartitionOptions,
  ReadContext,
  SharedContext,
  Source,
} from '../source.js';
import type { RoleRequest, SourceExamination } from '../../contracts/examination.js';
import { examineSession } from './capabilities/index.js';
import type { PostgresConnectionConfig } from './config.js';
import { catalogContents, identityOf, wereCatalogsWritten } from './catalog-state.js';
import { type SessionOptions, sessionOptions } from './connection-options.js';
import { toSourceError } from './errors.js';
import { countsFrom, kindNamed, LARGEST_PARTITION, partitionOf, partitionsFrom } from './inventory.js';
import { lockedGap, lockedIn, LockedRelations } from './locked-relations.js';
import { type TextRow, toColumnBatches } from './map-row.js';
import { isNarrowable, rangesAround, readCulprit, readHalving } from './narrow.js';
import { copyPieces, piecesOf } from './pieces.js';
import { type OidRange, rangeOf, rangeValues } from './oid-range.js';
import { reachServer, type Server } from './server.js';
import { differenceColumns, differencesQuery, keysByPiece, rowKeys } from './row-keys.js';
import { beginStatement, openReadSession, type ReadSession } from './session.js';
import { SharedSession } from './shared-session.js';
import { beginReading, readAlike, snapshotOf, snapshotParameters } from './snapshot.js';
import { systemIdentity } from './system-identity.js';

/** Limits of the reads that look for culprits: each of them may have to fail. */
const NARROW_LIMITS = { statement_timeout_ms: 10_000, lock_timeout_ms: 250 };

type Limits = typeof NARROW_LIMITS;

const UNSHARED =
  'The role may not take advisory locks: max_sessions bounds the sessions of each worker on this source, not of all together.';

/** Beyond the statement timeout, for a server that is busy to say that it was reached. */
const ANSWER_MS = 10_000;

/** Reads a PostgreSQL database (13 or later) through `pg_catalog`; see `../source.ts`. */
export class PostgresSource implements Source {
  readonly type = 'postgresql';
  readonly #config: PostgresConnectionConfig;
  readonly #options: SessionOptions;
  readonly #locked = new LockedRelations();
  #server: Promise<Server> | undefined;

  /** Throws `invalid_input` when the configuration is wrong; connects to nothing yet. */
  constructor(config: PostgresConnectionConfig) {
    this.#config = config;
    this.#options = sessionOptions(config);
  }

  get longestSilenceMs(): number {
    return this.#config.statement_timeout_ms + ANSWER_MS;
  }

  async connect(context: ReadContext): Promise<SourceFacts> {
    const { facts, slots } = await this.#connected();
    await using session = await this.#session(context);
    const system = await systemIdentity(session);
    return {
      ...facts,
      ...(system !== undefined && { system }),
      ...(!slots.isShared && { notice: UNSHARED }),
    };
  }

  async snapshot(context: ReadContext): Promise<string> {
    const { queries } = await this.#connected();
    await using session = await this.#session(context);
    return await snapshotOf(session, queries);
  }

  async discover(context: ReadContext, options: PartitionOptions): Promise<Inventory> {
    const { queries } = await this.#connected();
    await using session = await this.#session(context);
    const counts = countsFrom(await session.all(queries.counts, []));
    const { partitionSize, maxPartitions } = options;
    const limits = [partitionSize, maxPartitions, partitionSize * COLUMNS_PER_RELATION];
    const starts = await session.all(queries.partitions, limits);
    const partitions = partitionsFrom(starts.map((row) => Number(row[0])));
    return { partitions, ...counts };
  }

  async changesSince(
    context: ReadContext,
    snapshot: string,
    partitions: readonly Partition[],
  ): Promise<ChangesSince> {
    const { queries } = await this.#connected();
    await using session = await this.#session(context);
    const now = await snapshotOf(session, queries);
    // Counting the same rows again would only cost.
    if (readAlike(now, snapshot)) return { counts: null, changed: [], changedPartitions: [], snapshot };
    const counts = countsFrom(await session.all(queries.counts, []));
    const since = snapshotParameters(snapshot);
    const rows = await session.all(queries.changes, since);
    const changed = rows.map(([oid, schemaName, relationName, kind]) => ({
      kind: kindNamed(kind),
      schemaName: schemaName ?? '',
      relationName: relationName ?? '',
      partitionId: partitionOf(Number(oid), partitions),
    }));
    // The database's own are the privileges on relations too.
    const isOwnChanged = changed.length > 0 || (await session.all(queries.ownChanges, since))[0]?.[0] === 't';
    const dependents = isOwnChanged ? await session.all(queries.dependents, since) : [];
    const touched = new Set([
      ...changed.map(({ partitionId }) => partitionId),
      ...dependents.map(([oid]) => partitionOf(Number(oid), partitions)),
    ]);
    const changedPartitions = partitions
      .filter(({ partitionId, scope }) => (scope === 'database' ? isOwnChanged : touched.has(partitionId)))
      .map(({ partitionId }) => partitionId);
    return { counts, changed, changedPartitions, snapshot: now };
  }

  async extensionRelations(context: ReadContext) {
    const { queries } = await this.#connected();
    await using session = await this.#session(context);
    const rows = await session.all(queries.extensionRelations, []);
    return rows.map(([schemaName, relationName, extensionName]) => ({
      schemaName: schemaName ?? '',
      relationName: relationName ?? '',
      extensionName: extensionName ?? '',
    }));
  }

  async state(context: ReadContext) {
    const { queries } = await this.#connected();
    const inSession = async <T>(
      read: (session: ReadSession) => Promise<T>,
      stop?: AbortSignal,
    ): Promise<T> => {
      const signals = stop === undefined ? [context.signal] : [context.signal, stop];
      await using session = await this.#session({ ...context, signal: AbortSignal.any(signals) });
      return await read(session);
    };
    const identity = await inSession((session) => identityOf(session, queries));
    return { identity, ...(await catalogContents(inSession, queries)) };
  }

  async wereDefinitionsWritten(context: ReadContext, snapshot: string, extent: string): Promise<boolean> {
    const { queries } = await this.#connected();
    await using session = await this.#session(context);
    return await wereCatalogsWritten(session, queries, snapshot, extent);
  }

  async largestPartition(context: ReadContext, partitions: readonly Partition[]): Promise<PartitionExtent> {
    await using session = await this.#session(context);
    const starts = partitions.filter(({ scope }) => scope === 'relation').map(({ fromOid }) => fromOid);
    const [[relations, columns] = []] = await session.all(LARGEST_PARTITION, [starts]);
    return { relations: Number(relations), columns: Number(columns) };
  }

  async together(context: ReadContext): Promise<SharedSession> {
    const session = await this.#session(context);
    // Now, as of the others that begin now, and not when what is known has been read.
    await beginReading(session);
    return new SharedSession(context, session);
  }

  async *read(context: ReadContext, kind: Kind, partition: Partition) {
    if (context instanceof SharedSession) return yield* this.#readIn(context, kind, partition);
    await using shared = await this.together(context);
    yield* this.#readIn(shared, kind, partition);
  }

  async *#readIn(shared: SharedSession, kind: Kind, partition: Partition) {
    const { queries } = await this.#connected();
    const ask = shared.session.all.bind(shared.session);
    const pieces = await piecesOf(ask, queries, kind, rangeOf(partition));
    const { columns } = kindDeclaration(kind);
    yield* copyPieces(shared, queries, kind, pieces, { queryOf: () => queries.kinds[kind], columns });
  }

  rowKeys(kind: Kind, batch: ColumnBatch): string[] {
    return rowKeys(kind, batch);
  }

  async *readDifferences(
    context: SharedContext,
    kind: Kind,
    partition: Partition,
    keys: readonly string[],
    onGone: (keys: readonly string[]) => void,
  ) {
    const { queries } = await this.#connected();
    if (!(context instanceof SharedSession))
      throw new SourceSenseError('internal', 'No session of this source.');
    const ask = context.session.all.bind(context.session);
    const pieces = await piecesOf(ask, queries, kind, rangeOf(partition));
    const known = keysByPiece(pieces, keys);
    const batches = copyPieces(context, queries, kind, pieces, {
      queryOf: (piece) => differencesQuery(queries.kinds[kind], kind, known.get(piece) ?? []),
      columns: differenceColumns(kind),
    });
    for await (const { rows, columns } of batches) {
      const gone = columns.at(-1) ?? [];
      onGone(gone.filter((key) => key !== null).map(String));
      const isFound = gone.map((key) => key === null);
      const found = keepRows({ rows, columns: columns.slice(0, -1) }, isFound);
      if (found.rows > 0) yield found;
    }
  }

  isNarrowable(error: unknown): boolean {
    return isNarrowable(error);
  }

  async *readNarrowed(context: ReadContext, kind: Kind, partition: Partition, onGap: (gap: Gap) => void) {
    const { queries } = await this.#connected();
    const range = rangeOf(partition);
    const reading = (sql: string) => (part: OidRange) =>
      this.#readRange(context, sql, part, queries.settings[kind]);
    const reader = {
      full: reading(queries.kinds[kind]),
      structure: reading(queries.structures[kind]),
      names: reading(queries.names[kind]),
    };
    const locked = await this.#locked.stuck(context.runId, this.#config.lock_timeout_ms, async () => {
      await using session = await this.#session(context);
      return await lockedIn(session, queries, kind, range);
    });
    const ask = async (sql: string, values: readonly unknown[]) => {
      await using session = await this.#session(context);
      return await session.all(sql, values);
    };
    const pieces = await piecesOf(ask, queries, kind, range);
    for (const part of pieces.flatMap((piece) => rangesAround(piece, locked))) {
      const { locked: relation } = part;
      const read =
        relation === undefined
          ? readHalving(kind, part, reader, onGap)
          : [await readCulprit(kind, part, reader, () => lockedGap(relation), onGap)];
      for await (const rows of read) yield* toColumnBatches(kind, rows);
    }
  }

  async examine(context: ReadContext, roleRequest?: RoleRequest): Promise<SourceExamination> {
    const server = await this.#connected();
    await using session = await this.#session(context);
    return await examineSession({ session, server, config: this.#config }, roleRequest);
  }

  async close(): Promise<void> {
    const server = await this.#server?.catch(() => undefined);
    await server?.pool.end();
  }

  async #session(
    context: ReadContext,
    limits: Partial<Limits> = {},
    settings: readonly string[] = [],
  ): Promise<ReadSession> {
    const { pool, slots, sessionConfig } = await this.#connected();
    const begin = beginStatement({ ...this.#config, ...limits }, context.runId, settings);
    const { cost, signal } = context;
    return openReadSession({ pool, slots, sessionConfig, label: this.#options, begin, cost }, signal);
  }

  /** All rows of a range, in a transaction of its own that does not wait for long. */
  async #readRange(
    context: ReadContext,
    sql: string,
    range: OidRange,
    settings: readonly string[],
  ): Promise<TextRow[]> {
    const { statement_timeout_ms, lock_timeout_ms } = this.#config;
    const limits = {
      statement_timeout_ms: Math.min(statement_timeout_ms, NARROW_LIMITS.statement_timeout_ms),
      lock_timeout_ms: Math.min(lock_timeout_ms, NARROW_LIMITS.lock_timeout_ms),
    };
    await using session = await this.#session(context, limits, settings);
    return await session.all(sql, rangeValues(range));
  }

  /** Reaches the server once; a failure is not remembered. */
  #connected(): Promise<Server> {
    this.#server ??= reachServer(this.#options, this.#config, this.type).catch((error: unknown) => {
      this.#server = undefined;
      throw toSourceError(error, this.#options);
    });
    return this.#server;
  }
}
