import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseMode, unchangedKinds } from '../../activities/choose-mode.js';
import type { ActivityDeps } from '../../activities/deps.js';
import { extractKinds } from '../../activities/extract-kinds.js';
import { readArtifact } from '../../artifacts/checkpoint.js';
import { LocalStore } from '../../artifacts/local/local-store.js';
import { createParquetCodec } from '../../artifacts/parquet/registry.js';
import { RecentBatches } from '../../artifacts/recent-batches.js';
import type { LandedArtifact } from '../../catalog/landed.js';
import type { RunBefore, RunLanding } from '../../catalog/provider.js';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import type { Tally } from '../../contracts/extraction.js';
import { rawSchema } from '../../contracts/kinds/batch-schemas.js';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import { PROGRAM_VERSION } from '../../contracts/names.js';
import type { RunState } from '../../contracts/run-state.js';
import { CostMeter } from '../../sources/cost-meter.js';
import type { Source } from '../../sources/source.js';
import { engines } from './engines.js';
import { EVERYTHING, readContext } from './read-source.js';

/** The rows of a kind, each as a text, sorted. */
export type Rows = readonly string[];

/** Everything: members of extensions would be left out otherwise. */
const FILTER = { include_extension: ['*'] };

const SCOPES = ['database', 'relation'] as const;

/** One run of `IncrementalReader`. */
export interface IncrementalRun {
  readonly rows: ReadonlyMap<Kind, Rows>;
  /** Kinds that the fingerprint said are unchanged. */
  readonly unread: readonly Kind[];
  /** Objects that land, and how many of them were not extracted. */
  readonly objects: number;
  readonly unchanged: number;
}

/**
 * Reads a source again and again, each time compared with the time before, by the activities' own code and with real
 * artifacts; the catalog in between is a variable.
 */
export class IncrementalReader implements AsyncDisposable {
  readonly #source: Source;
  readonly #deps: ActivityDeps;
  readonly #directory: string;
  #runs = 0;
  #state: RunState | null = null;
  #landed = new Map<string, LandedArtifact[]>();
  #tallies: Tally[] = [];

  private constructor(source: Source, deps: Pick<ActivityDeps, 'store' | 'codec'>, directory: string) {
    this.#source = source;
    this.#directory = directory;
    const catalog: Pick<RunLanding, 'report' | 'runState' | 'partitionBefore'> = {
      report: (_step, { tallies }) => {
        this.#tallies.push(...tallies);
        return Promise.resolve();
      },
      runState: () => Promise.resolve(this.#state),
      partitionBefore: (_runId, partitionId) =>
        Promise.resolve({ landed: this.#landed.get(partitionId) ?? [], filtered: [] }),
    };
    this.#deps = { ...deps, recent: new RecentBatches(), catalog } as unknown as ActivityDeps;
  }

  static async open(source: Source): Promise<IncrementalReader> {
    const directory = await mkdtemp(join(engines().directory, 'incremental-'));
    const store = new LocalStore({ store: 'local', directory });
    return new IncrementalReader(source, { store, codec: await createParquetCodec() }, directory);
  }

  async run(): Promise<IncrementalRun> {
    this.#runs += 1;
    const runId = `run-${this.#runs}`;
    await this.#find(runId);
    this.#tallies = [];
    const rows = new Map<Kind, Rows>();
    for (const scope of SCOPES) {
      const { partitionId } = EVERYTHING[scope];
      const kinds = ALL_KINDS.filter((kind) => kindDeclaration(kind).scope === scope);
      const input = { runId, partition: EVERYTHING[scope], reading: 1, filter: FILTER, stage: 'all', kinds };
      const { signal } = new AbortController();
      const costMeter = () => new CostMeter();
      const scoped = { signal, epoch: 1, attempt: 1, progress: () => undefined, costMeter };
      const artifacts = await extractKinds(this.#deps, scoped, this.#source, input);
      const landed: LandedArtifact[] = [];
      for (const raw of artifacts) {
        const batches = readArtifact(this.#deps, raw, rawSchema(raw.kind));
        rows.set(raw.kind, await rowsOf(batches));
        const schemas = [[null, raw.rows]] as const;
        landed.push({
          kind: raw.kind,
          digest: raw.sha256,
          raw,
          rows: raw.rows,
          schemas,
          same: false,
          added: 0,
          refreshed: 0,
        });
      }
      this.#landed.set(partitionId, landed);
    }
    const unchanged = this.#tallies.reduce((sum, tally) => sum + (tally.unchanged ?? 0), 0);
    const objects = [...rows.values()].reduce((sum, { length }) => sum + length, 0);
    return { rows, unread: this.#state?.unchangedKinds ?? [], objects, unchanged };
  }

  async #find(runId: string): Promise<void> {
    const found = await this.#source.state(readContext(runId));
    const now = { ...found, program: PROGRAM_VERSION, partitionSize: 1000 };
    const before: RunBefore | null = this.#state && {
      runId: 'before',
      state: this.#state,
      filter: FILTER,
      deniedKinds: [],
      isWhole: true,
    };
    const mode = chooseMode({ ...now, filter: FILTER, full: false }, before);
    const unchanged =
      before === null || mode.mode === 'full' ? [] : unchangedKinds(found.fingerprint, before);
    const resumption = { snapshot: '', firstReading: 1, conditions: '' };
    this.#state = {
      ...now,
      ...resumption,
      partitions: Object.values(EVERYTHING),
      mode,
      unchangedKinds: unchanged,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
  }
}

/** What a source holds of every kind now, read in full. */
export async function readEverything(source: Source): Promise<Map<Kind, Rows>> {
  const rows = new Map<Kind, Rows>();
  await using shared = await source.together(readContext('everything'));
  for (const kind of ALL_KINDS) {
    const found = await rowsOf(source.read(shared, kind, EVERYTHING[kindDeclaration(kind).scope]));
    if (found.length > 0) rows.set(kind, found);
  }
  return rows;
}

async function rowsOf(batches: AsyncIterable<ColumnBatch>): Promise<Rows> {
  const rows: string[] = [];
  for await (const { rows: count, columns } of batches) {
    for (let row = 0; row < count; row++) {
      rows.push(columns.map((values) => String(values[row])).join(' | '));
    }
  }
  return rows.sort();
}
