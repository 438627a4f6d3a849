import { describe, expect, it } from '@jest/globals';
import pc from 'picocolors';
import { describeProgress, progressDisplay } from '../../client/render/progress.js';
import { formatBytes, formatCount, formatDuration } from '../../client/render/quantities.js';
import { renderRuns } from '../../client/render/run-list.js';
import { renderReport } from '../../client/render/run-report.js';
import { renderSchedules } from '../../client/render/schedule-list.js';
import { toSnakeCase } from '../../client/render/snake-case.js';
import { textTable } from '../../client/render/text-table.js';
import { type RunReport, reportOfEnd } from '../../client/run-report.js';
import type { Terminal } from '../../client/terminal.js';
import { type ExtractionProgress, type ExtractionResult, NO_COST } from '../../contracts/extraction.js';

const plain = pc.createColors(false);

const report: RunReport = {
  runId: 'extract/sample/20260102T030405.000Z',
  connection: 'sample',
  outcome: 'completed',
  source: null,
  mode: null,
  startedAt: new Date('2026-01-02T03:04:05Z'),
  durationMs: 1234,
  objects: { table: 12, column: 1034 },
  ledger: [
    {
      kind: 'table',
      counted: 15,
      unchanged: 0,
      extracted: 12,
      filtered: 2,
      denied: 1,
      failed: 0,
      difference: 0,
    },
    {
      kind: 'column',
      counted: 1034,
      unchanged: 0,
      extracted: 1034,
      filtered: 0,
      denied: 0,
      failed: 0,
      difference: 0,
    },
  ],
  gaps: [],
  schemaLedger: [],
  moved: [],
  cost: null,
  artifacts: [
    { artifactId: 'a', uri: 'file:///d/run/raw/table/p.parquet', sizeBytes: 2048, sha256: '00' },
    { artifactId: 'b', uri: 'file:///d/run/raw/tablespace/p.parquet', sizeBytes: 120_000, sha256: '01' },
  ],
};

const progress: ExtractionProgress = {
  runId: report.runId,
  stage: 'extractColumns',
  outcome: 'running',
  partitionsDone: 3,
  partitionsTotal: 8,
  objects: { table: 345, column: 12_000 },
  startedAt: '2026-01-02T03:04:05.000Z',
  elapsedMs: 2400,
};

function recordingTerminal(json: boolean) {
  const lines: string[] = [];
  const objects: unknown[] = [];
  const terminal: Terminal = {
    json,
    interactive: false,
    colors: plain,
    line: (text) => lines.push(text),
    object: (value) => objects.push(toSnakeCase(value)),
    note: () => undefined,
  };
  return { terminal, lines, objects };
}

describe('quantities', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [156_400, '156 kB'],
    [999_999, '1.0 MB'],
    [5_250_000_000, '5.3 GB'],
  ])('%d bytes are written %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [12.4, '12 ms'],
    [2440, '2.4 s'],
    [200_000, '3 min 20 s'],
    [119_700, '2 min 0 s'],
    [7_500_000, '2 h 5 min'],
  ])('%d ms are written %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('counts have thousands separated', () => {
    expect(formatCount(1234567)).toBe('1,234,567');
  });
});

describe('JSON', () => {
  it('has snake_case keys, ISO dates and 64-bit integers as texts, all the way down', () => {
    const value = { runId: 'r', startedAt: new Date(0), rows: [{ sizeBytes: 2n ** 60n }], none: null };
    expect(toSnakeCase(value)).toEqual({
      run_id: 'r',
      started_at: '1970-01-01T00:00:00.000Z',
      rows: [{ size_bytes: '1152921504606846976' }],
      none: null,
    });
  });
});

describe("a run's report", () => {
  it('has the ledger with its sums, the files below their common folder, and how it ended', () => {
    const text = renderReport(report, plain);
    expect(text).toMatch(/table +│ +12 │ +0 │ +15 │ +2 │ +1 │ +0 │ +0/);
    expect(text).toMatch(/all +│ +1,046 │ +0 │ +1,049/);
    expect(text).toContain('2 Parquet files, 122 kB, in file:///d/run/raw/\n');
    expect(text).toContain('   2.0 kB  table/p.parquet\n   120 kB  tablespace/p.parquet');
    expect(text).toMatch(/Run extract\/sample\/20260102T030405\.000Z completed in 1\.2 s\.$/);
  });

  it('names what could not be read, the reason and the remedy', () => {
    const gap = {
      kind: 'view',
      schemaName: 'hr',
      objectName: 'hr.pay',
      status: 'denied',
      sqlState: '42501',
      objects: 1,
    } as const;
    const gaps = [{ ...gap, reason: 'permission denied.', remedy: 'GRANT USAGE ON SCHEMA hr.' }];
    const text = renderReport({ ...report, outcome: 'completed_with_gaps', gaps }, plain);
    expect(text).toContain('view hr.pay: permission denied. GRANT USAGE ON SCHEMA hr.');
    expect(text).toMatch(/completed with gaps in 1\.2 s\.$/);
  });

  it('of a failure is its one sentence', () => {
    const end = { outcome: 'failed', category: 'authentication', message: 'Refused. Check it.' } as const;
    const failed = reportOfEnd(report, end, null);
    expect(failed).toMatchObject({
      outcome: 'failed',
      category: 'authentication',
      ledger: [],
      artifacts: [],
    });
    expect(renderReport({ ...failed, durationMs: 80 }, plain)).toBe(
      `Run ${report.runId} failed after 80 ms: Refused. Check it.`,
    );
  });

  it('takes what the workflow says over what the catalog knows, and its files from the catalog', () => {
    const result: ExtractionResult = {
      runId: report.runId,
      outcome: 'completed_with_gaps',
      source: { sourceType: 'postgresql', serverVersion: '18.4', databaseName: 'd', role: 'r' },
      mode: { mode: 'full', reason: 'A full run was asked for.' },
      ledger: report.ledger.slice(0, 1),
      changes: { added: 12, closed: 0, unchanged: 0 },
      artifacts: { count: 2, sizeBytes: 122_048 },
      gaps: 0,
      moved: 0,
      cost: NO_COST,
      startedAt: '2026-01-02T03:04:06.000Z',
      durationMs: 99,
    };
    const merged = reportOfEnd(report, { outcome: result.outcome, result }, report);
    expect(merged).toMatchObject({ outcome: 'completed_with_gaps', durationMs: 99, objects: { table: 12 } });
    expect(merged.artifacts).toBe(report.artifacts);
  });
});

describe("a run's progress", () => {
  it('is one line that says how far it is', () => {
    expect(describeProgress(progress)).toBe('extractColumns, 3 of 8 partitions, 12,345 objects, 2.4 s');
  });

  it('is a line per change where nobody watches', () => {
    const { terminal, lines } = recordingTerminal(false);
    const display = progressDisplay(terminal);
    display.show(progress);
    display.show({ ...progress, elapsedMs: 3000 });
    display.show({ ...progress, partitionsDone: 4 });
    expect(lines).toHaveLength(2);
  });

  it('is an event each time for scripts', () => {
    const { terminal, lines, objects } = recordingTerminal(true);
    progressDisplay(terminal).show(progress);
    expect(lines).toEqual([]);
    expect(objects).toEqual([
      expect.objectContaining({ event: 'progress', partitions_done: 3, elapsed_ms: 2400 }),
    ]);
  });
});

describe('tables', () => {
  it('align their columns and end without blanks', () => {
    expect(
      textTable([
        ['a', 'bb'],
        ['ccc', ''],
      ]),
    ).toBe('a    bb\nccc');
  });

  it('of runs and schedules say what to do when there are none', () => {
    expect(renderRuns([])).toContain('sourcesense extract');
    expect(renderSchedules([])).toContain('sourcesense schedule create');
  });

  it('of runs leave the duration of a running one open', () => {
    const run = { runId: 'r', connection: null, outcome: 'running', startedAt: new Date(0) } as const;
    expect(renderRuns([{ ...run, durationMs: null }]).split('\n')[1]).toMatch(
      /^r +running +1970-01-01T00:00:00\.000Z$/,
    );
  });
});
