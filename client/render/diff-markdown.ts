import { diffRule, SEVERITIES, type Severity } from '../../diff/rules/rules.js';
import type { Change } from '../../diff/change.js';
import type { DiffReport } from '../diff-report.js';
import { countsText, headline, unknownByReason, valueText } from './diff.js';

/** The report for a comment on a change: a section per severity, an item per object. */
export function diffMarkdown(report: DiffReport): string {
  const { before, after, changes } = report;
  const sections = SEVERITIES.map((severity) => severitySection(changes, severity));
  return [
    `## ${countsText(report)}`,
    `From \`${before.runId}\` to \`${after.runId}\`.`,
    ...sections.filter((section) => section !== ''),
    ...unknownSection(changes),
  ].join('\n\n');
}

function severitySection(changes: readonly Change[], severity: Severity): string {
  const ofSeverity = changes.filter((change) => change.severity === severity);
  if (ofSeverity.length === 0) return '';
  return [`### ${severity} (${ofSeverity.length})`, '', ...ofSeverity.flatMap(item)].join('\n');
}

function item(change: Change): string[] {
  const { attributes, affects, rules } = change;
  const [worst] = rules;
  const why = worst === undefined ? '' : ` (${diffRule(worst).code} ${worst})`;
  const values = attributes.map(
    ({ name, before, after, code, rule }) =>
      `  - \`${name}\`: ${asCode(valueText(before))} → ${asCode(valueText(after))} (${code} ${rule})`,
  );
  const affected = affects.map(({ kind, name }) => `${kind} ${asCode(name)}`).join(', ');
  return [
    `- **${escaped(headline(change))}**${attributes.length === 0 ? why : ''}`,
    ...values,
    ...(affected === '' ? [] : [`  - affects ${affected}`]),
  ];
}

function unknownSection(changes: readonly Change[]): string[] {
  const reasons = [...unknownByReason(changes)];
  if (reasons.length === 0) return [];
  const items = reasons.map(
    ([reason, of]) =>
      `- ${escaped(reason)} ${of.map(({ kind, name }) => `${kind} ${asCode(name)}`).join(', ')}`,
  );
  return [['### unknown', '', ...items].join('\n')];
}

/** A text as code; backticks in it can't end it. */
function asCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|]/g, (sign) => `\\${sign}`);
}
