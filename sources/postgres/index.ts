import { BATCH_ROWS } from '../../contracts/column-batch.js';
import type { Partition, SourceCounts, SourceFacts } from '../../contracts/extraction.js';
import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { Inventory, PartitionOptions, ReadContext, Source } from '../source.js';
import type { PostgresConnectionConfig } from './config.js';
import { type SessionOptions, sessionOptions } from './connection-options.js';
import { toSourceError } from './errors.js';
import { inventoryCounts, partitionsFrom } from './inventory.js';
import { toColumnBatch } from './map-row.js';
import { reachServer, type Server } from './server.js';
import { beginStatement, openReadSession, type ReadSession } from './session.js';

/** Reads a PostgreSQL database (13 or later) through `pg_catalog`; see `../source.ts`. */
export class PostgresSource implements Source {
  readonly type = 'postgresql';
  readonly #config: PostgresConnectionConfig;
  readonly #options: SessionOptions;
  #server: Promise<Server> | undefined;

  /** Throws `invalid_input` when the configuration is wrong; connects to nothing yet. */
  constructor(config: PostgresConnectionConfig) {
    this.#config = config;
    this.#options = sessionOptions(config);
  }

  async connect(context: ReadContext): Promise<SourceFacts> {
    const { facts } = await this.#connected();
    await using session = await this.#session(context);
    await session.all('SELECT 1', []);
    return facts;
  }

  async discover(context: ReadContext, options: PartitionOptions): Promise<Inventory> {
    const { queries } = await this.#connected();
    await using session = await this.#session(context);
    const counts = inventoryCounts(await session.all(queries.counts, []));
    const starts = await session.all(queries.partitions, [options.partitionSize, options.maxPartitions]);
    return { partitions: partitionsFrom(starts.map((row) => Number(row[0]))), ...counts };
  }

  async count(context: ReadContext): Promise<SourceCounts> {
    const { queries } = await this.#connected();
    await using session = await this.#session(context);
    return inventoryCounts(await session.all(queries.counts, []));
  }

  async *read(context: ReadContext, kind: Kind, partition: Partition) {
    const { queries } = await this.#connected();
    const { columns } = kindDeclaration(kind);
    const values = [partition.fromOid, partition.toOid];
    await using session = await this.#session(context);
    for await (const rows of session.batches(queries.kinds[kind], values, BATCH_ROWS)) {
      yield toColumnBatch(columns, rows);
    }
  }

  async close(): Promise<void> {
    const server = await this.#server?.catch(() => undefined);
    await server?.pool.end();
  }

  async #session(context: ReadContext): Promise<ReadSession> {
    const { pool, sessionConfig } = await this.#connected();
    const begin = beginStatement(this.#config, context.runId);
    return openReadSession({ pool, sessionConfig, label: this.#options, begin }, context.signal);
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
