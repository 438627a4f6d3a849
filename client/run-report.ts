import type { CatalogReader, ArtifactRegistry, RunRecord } from '../catalog/provider.js';
import type {
  Gap,
  LedgerLine,
  MovedObject,
  RunMode,
  RunOutcome,
  SchemaLedgerLine,
  SourceCost,
  SourceFacts,
} from '../contracts/extraction.js';
import type { Kind } from '../contracts/kinds/index.js';
import { prunedRun } from './describe-run.js';
import type { RunEnd } from './run-outcome.js';

/** One stored Parquet file. */
export interface ReportedArtifact {
  readonly artifactId: string;
  readonly uri: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** What landed, and how a run ended: what `extract` and `results` print. */
export interface RunReport {
  readonly runId: string;
  readonly connection: string;
  readonly outcome: Exclude<RunOutcome, 'paused'>;
  readonly source: SourceFacts | null;
  /** Whether all objects were read, and why; null before that was decided. */
  readonly mode: RunMode | null;
  readonly startedAt: Date;
  /** Null while it runs. */
  readonly durationMs: number | null;
  /** Objects per kind that landed: extracted, or unchanged. */
  readonly objects: Partial<Record<Kind, number>>;
  readonly ledger: readonly LedgerLine[];
  /** The same by schema. */
  readonly schemaLedger: readonly SchemaLedgerLine[];
  readonly gaps: readonly Gap[];
  /** Objects that changed while the run read. */
  readonly moved: readonly MovedObject[];
  /** What the run cost its source; null until it is published. */
  readonly cost: SourceCost | null;
  readonly artifacts: readonly ReportedArtifact[];
  /** The failure's category and sentence. */
  readonly category?: string;
  readonly message?: string;
}

type Catalog = CatalogReader & Pick<ArtifactRegistry, 'listByRun'>;

/** A run as the catalog knows it, or null. Throws `invalid_input` when it was pruned. */
export async function reportFromCatalog(catalog: Catalog, runId: string): Promise<RunReport | null> {
  const run = await catalog.getRun(runId);
  if (run === null) return null;
  if (run.status === 'pruned') throw prunedRun(runId);
  const [ledger, schemaLedger, gaps, moved, cost, artifacts] = await Promise.all([
    catalog.getLedger(runId),
    catalog.getSchemaLedger(runId),
    catalog.getGaps(runId),
    catalog.getMoved(runId),
    catalog.getCost(runId),
    listArtifacts(catalog, runId),
  ]);
  return {
    runId,
    connection: run.connection,
    outcome: outcomeOf(run),
    source: run.facts,
    mode: run.mode,
    startedAt: run.startedAt,
    durationMs: run.endedAt === null ? null : run.endedAt.getTime() - run.startedAt.getTime(),
    objects: landedPerKind(ledger),
    ledger,
    schemaLedger,
    gaps,
    moved,
    cost,
    artifacts,
    ...(run.message !== null && { message: run.message }),
  };
}

/** The report of a run that was followed to its end; what the workflow says of itself wins over the catalog. */
export function reportOfEnd(
  run: { readonly runId: string; readonly connection: string; readonly startedAt: Date },
  end: RunEnd,
  known: RunReport | null,
): RunReport {
  const { runId, connection, startedAt } = run;
  const base = known ?? {
    ...{
      source: null,
      mode: null,
      durationMs: null,
      objects: {},
      ledger: [],
      schemaLedger: [],
      gaps: [],
      moved: [],
    },
    cost: null,
    artifacts: [],
  };
  if ('result' in end) {
    const { outcome, result } = end;
    const { source, mode, durationMs, ledger, cost } = result;
    const times = { startedAt: new Date(result.startedAt), durationMs };
    const { schemaLedger, gaps, moved, artifacts } = base;
    return {
      runId,
      connection,
      outcome,
      source,
      mode,
      ...times,
      objects: landedPerKind(ledger),
      ledger,
      schemaLedger,
      gaps,
      moved,
      cost,
      artifacts,
    };
  }
  const { outcome, category, message } = end;
  const durationMs = base.durationMs ?? Date.now() - startedAt.getTime();
  return { ...base, runId, connection, startedAt, durationMs, outcome, category, message };
}

async function listArtifacts(catalog: Catalog, runId: string): Promise<ReportedArtifact[]> {
  const registered = await catalog.listByRun(runId);
  return registered.map(({ artifactId, storageUri, sizeBytes, sha256 }) => ({
    artifactId,
    uri: storageUri,
    sizeBytes,
    sha256,
  }));
}

function outcomeOf({ status, outcome }: RunRecord): RunReport['outcome'] {
  if (outcome !== null) return outcome;
  return status === 'published' || status === 'pruned' ? 'completed' : status;
}

function landedPerKind(ledger: readonly LedgerLine[]): RunReport['objects'] {
  return Object.fromEntries(ledger.map(({ kind, extracted, unchanged }) => [kind, extracted + unchanged]));
}
