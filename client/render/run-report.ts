import Table from 'cli-table3';
import type { Gap, LedgerLine, MovedObject, RunMode, SourceCost } from '../../contracts/extraction.js';
import type { RunReport } from '../run-report.js';
import type { Terminal } from '../terminal.js';
import { formatBytes, formatCount, formatDuration } from './quantities.js';

type Colors = Terminal['colors'];

/** Gaps that are printed; `--json` has all. */
const GAPS_SHOWN = 20;
/** Files that are printed one by one; a large source has thousands. */
const ARTIFACTS_SHOWN = 40;

/** A run's report as text: objects and ledger, gaps, files, and the sentence it ended with. */
export function renderReport(report: RunReport, colors: Colors): string {
  const sections = [
    renderLedger(report.ledger),
    renderGaps(report.gaps),
    renderMoved(report.moved),
    renderMode(report.mode),
    renderCost(report.cost),
    renderArtifacts(report),
    renderEnd(report, colors),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function renderLedger(ledger: readonly LedgerLine[]): string {
  if (ledger.length === 0) return '';
  const columns = [
    'extracted',
    'unchanged',
    'counted',
    'filtered',
    'denied',
    'failed',
    'difference',
  ] as const;
  const table = new Table({
    head: ['object kind', ...columns],
    colAligns: ['left', ...columns.map(() => 'right' as const)],
    // No colours of its own, and no rules between lines.
    style: { head: [], border: [], compact: true },
  });
  const isEmpty = (line: LedgerLine) => line.counted === 0 && line.extracted === 0 && line.unchanged === 0;
  const empty = ledger.filter(isEmpty).map(({ kind }) => kind);
  for (const line of ledger.filter((line) => !isEmpty(line))) {
    table.push([line.kind, ...columns.map((column) => formatCount(line[column]))]);
  }
  const totals = columns.map((column) => formatCount(ledger.reduce((sum, line) => sum + line[column], 0)));
  table.push(['all', ...totals]);
  const none = empty.length === 0 ? '' : `\nThe source has no ${empty.join(', no ')}.`;
  return `${table.toString()}${none}`;
}

function renderGaps(gaps: readonly Gap[]): string {
  if (gaps.length === 0) return '';
  const lines = gaps
    .slice(0, GAPS_SHOWN)
    .map(
      (gap) => `  ${gap.kind} ${gap.objectName}: ${gap.reason}${gap.remedy === null ? '' : ` ${gap.remedy}`}`,
    );
  const more = gaps.length > GAPS_SHOWN ? [`  and ${formatCount(gaps.length - GAPS_SHOWN)} more`] : [];
  return ['Could not be read:', ...lines, ...more].join('\n');
}

function renderMoved(moved: readonly MovedObject[]): string {
  if (moved.length === 0) return '';
  const lines = moved
    .slice(0, GAPS_SHOWN)
    .map(({ kind, objectName, change }) => `  ${kind} ${objectName} ${change}`);
  const more = moved.length > GAPS_SHOWN ? [`  and ${formatCount(moved.length - GAPS_SHOWN)} more`] : [];
  return ['Moved while the run read, and read again:', ...lines, ...more].join('\n');
}

function renderMode(mode: RunMode | null): string {
  if (mode === null) return '';
  return `${mode.mode === 'full' ? 'Full run' : 'Incremental run'}: ${mode.reason}`;
}

function renderCost(cost: SourceCost | null): string {
  if (cost === null) return '';
  const { queries, rows, sizeBytes, durationMs, sessions } = cost;
  return (
    `Cost to the source: ${formatCount(queries)} queries, ${formatCount(rows)} rows, ${formatBytes(sizeBytes)}, ` +
    `${formatDuration(durationMs)} in transactions, at most ${formatCount(sessions)} sessions.`
  );
}

function renderArtifacts({ artifacts }: RunReport): string {
  if (artifacts.length === 0) return '';
  const total = artifacts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const folder = commonFolder(artifacts.map(({ uri }) => uri));
  const lines = artifacts
    .slice(0, ARTIFACTS_SHOWN)
    .map(({ uri, sizeBytes }) => `  ${formatBytes(sizeBytes).padStart(7)}  ${uri.slice(folder.length)}`);
  const hidden = artifacts.length - ARTIFACTS_SHOWN;
  const more = hidden > 0 ? [`  and ${formatCount(hidden)} more`] : [];
  const title = `${formatCount(artifacts.length)} Parquet files, ${formatBytes(total)}, in ${folder}`;
  return [title, ...lines, ...more].join('\n');
}

/** The longest start that all have in common and that ends with a slash. */
function commonFolder(uris: readonly string[]): string {
  const [first = '', ...others] = uris;
  let folder = first.slice(0, first.lastIndexOf('/') + 1);
  while (others.some((uri) => !uri.startsWith(folder))) {
    folder = folder.slice(0, folder.slice(0, -1).lastIndexOf('/') + 1);
  }
  return folder;
}

function renderEnd(report: RunReport, colors: Colors): string {
  const after = report.durationMs === null ? '' : ` in ${formatDuration(report.durationMs)}`;
  const { outcome, runId, message } = report;
  switch (outcome) {
    case 'completed':
      return colors.green(`Run ${runId} completed${after}.`);
    case 'completed_with_gaps':
      return colors.yellow(`Run ${runId} completed with gaps${after}.`);
    case 'cancelled':
      return colors.yellow(`Run ${runId} was cancelled${after === '' ? '' : ` after${after.slice(3)}`}.`);
    case 'failed':
      return `${colors.red(`Run ${runId} failed${after === '' ? '' : ` after${after.slice(3)}`}:`)} ${message ?? 'no reason is known.'}`;
    case 'held':
      return colors.yellow(message ?? `Run ${runId} is held back.`);
    case 'running':
      return `Run ${runId} has not ended; what it has landed is not visible yet. Where it stands: sourcesense status ${runId}`;
  }
}
