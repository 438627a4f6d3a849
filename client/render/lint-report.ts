import type { Finding } from '../../lint/lint-run.js';
import { type Severity, SEVERITIES } from '../../lint/rule.js';
import type { SchemaScore, TableScore } from '../../lint/score.js';
import type { LintReport } from '../lint-run.js';
import type { Terminal } from '../terminal.js';
import { formatCount } from './quantities.js';
import { textTable } from './text-table.js';

type Colors = Terminal['colors'];

/** Findings of one rule that are printed; `--rule` shows more of it, `--json` has all. */
const SHOWN_PER_RULE = 20;
/** Tables that are printed, worst first. */
const TABLES_SHOWN = 10;

/** The findings by severity and rule, the scores, and one line that sums up. */
export function renderLintReport(report: LintReport, colors: Colors): string {
  const shown = report.rules.length === 1 ? Infinity : SHOWN_PER_RULE;
  const sections = [
    ...SEVERITIES.map((severity) => renderSeverity(report, severity, shown, colors)),
    renderUnjudged(report),
    renderScores(report),
    renderEnd(report, colors),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function renderSeverity(
  { findings, counts }: LintReport,
  severity: Severity,
  shown: number,
  colors: Colors,
): string {
  const ofSeverity = findings.filter((finding) => finding.severity === severity);
  if (ofSeverity.length === 0) return '';
  const rules = [...new Set(ofSeverity.map(({ rule }) => rule))];
  const title = paint(colors, severity)(`${severity.toUpperCase()}  ${formatCount(counts[severity])}`);
  const lines = rules.map((name) =>
    renderRule(
      ofSeverity.filter(({ rule }) => rule === name),
      shown,
    ),
  );
  return [title, ...lines].join('\n');
}

function renderRule(findings: readonly Finding[], shown: number): string {
  const [first] = findings;
  const lines = findings
    .slice(0, shown)
    .flatMap(({ objectName, reason, remedy }) => [`    ${objectName}: ${reason}`, `      ${remedy}`]);
  const hidden = findings.length - shown;
  const more =
    hidden > 0 ? [`    and ${formatCount(hidden)} more: --rule ${first?.rule ?? ''} shows them`] : [];
  return [`  ${first?.code ?? ''} ${first?.rule ?? ''}`, ...lines, ...more].join('\n');
}

function paint(colors: Colors, severity: Severity): (text: string) => string {
  return { error: colors.red, warning: colors.yellow, info: colors.cyan }[severity];
}

function renderUnjudged({ unjudged }: LintReport): string {
  if (unjudged.length === 0) return '';
  const lines = unjudged
    .slice(0, SHOWN_PER_RULE)
    .map(({ rule, schemaName, kind }) => `  ${rule} in ${schemaName}: not every ${kind} there was read`);
  const hidden = unjudged.length - SHOWN_PER_RULE;
  const more = hidden > 0 ? [`  and ${formatCount(hidden)} more`] : [];
  return ['NOT JUDGED', ...lines, ...more].join('\n');
}

function renderScores({ schemas, tables }: LintReport): string {
  if (schemas.length === 0) return '';
  const worst = tables
    .filter(({ score }) => score < 100)
    .sort((a, b) => a.score - b.score)
    .slice(0, TABLES_SHOWN);
  const ofTables =
    worst.length === 0
      ? []
      : ['', textTable([['TABLE', 'SCORE', ...HEADS], ...worst.map((row) => [nameOf(row), ...cells(row)])])];
  const ofSchemas = textTable([
    ['SCHEMA', 'SCORE', ...HEADS, 'TABLES'],
    ...schemas.map((row) => [row.schemaName, ...cells(row), formatCount(row.tables)]),
  ]);
  return [ofSchemas, ...ofTables].join('\n');
}

const HEADS = ['ERRORS', 'WARNINGS', 'INFOS'] as const;

const nameOf = ({ schemaName, tableName }: TableScore) => `${schemaName}.${tableName}`;

function cells({ score, findings }: SchemaScore | TableScore): string[] {
  return [String(score), ...SEVERITIES.map((severity) => formatCount(findings[severity]))];
}

function renderEnd({ counts, tables, gaps, failed, failOn }: LintReport, colors: Colors): string {
  const found = SEVERITIES.map(
    (severity) => `${formatCount(counts[severity])} ${severity}${counts[severity] === 1 ? '' : 's'}`,
  ).join(', ');
  const unseen =
    gaps === 0 ? '' : ` ${formatCount(gaps)} objects could not be read by the run and were not checked.`;
  const sum = `Findings in ${formatCount(tables.length)} tables and views: ${found}.${unseen}`;
  return failed ? colors.red(`${sum} Fails on ${failOn}.`) : colors.green(sum);
}
