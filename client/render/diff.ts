import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import { type Change, CHANGE_TYPES } from '../../diff/change.js';
import { type DiffRule, diffRule, SEVERITIES, type Severity } from '../../diff/rules/rules.js';
import type { DiffReport } from '../diff-report.js';
import type { Terminal } from '../terminal.js';
import { formatCount } from './quantities.js';
import { Verbatim } from './snake-case.js';

type Colors = Terminal['colors'];

/** Changes of one severity that are printed; `--json` has all. */
const SHOWN = 100;
/** Dependents that are named of one change. */
const AFFECTED_SHOWN = 5;
/** Characters of a value that are printed. */
const VALUE_LENGTH = 60;

/** The report as JSON: the values of attributes keep their own keys. */
export function diffJson(report: DiffReport): object {
  return {
    ...report,
    changes: report.changes.map(({ attributes, rules, includes, ...change }) => ({
      ...change,
      rules: rules.map((rule) => ({ rule, code: diffRule(rule).code })),
      includes: new Verbatim(includes),
      attributes: attributes.map(({ before, after, ...attribute }) => ({
        ...attribute,
        before: new Verbatim(before),
        after: new Verbatim(after),
      })),
    })),
  };
}

/** The changes by severity, what is unknown by its reason, and one line that sums up. */
export function renderDiff(report: DiffReport, colors: Colors): string {
  const sections = [
    renderHead(report),
    ...SEVERITIES.map((severity) => renderSeverity(report, severity, colors)),
    renderUnknown(report),
    renderEnd(report, colors),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function renderHead({ before, after, sameDatabase }: DiffReport): string {
  const line = (side: string, { runId, databaseName }: DiffReport['before']) =>
    `${side}  ${runId} (${databaseName ?? 'unknown database'})`;
  const note = sameDatabase
    ? []
    : ['They did not surely read one and the same database: renames are known by content alone.'];
  return [line('from', before), line('to  ', after), ...note].join('\n');
}

function renderSeverity({ changes }: DiffReport, severity: Severity, colors: Colors): string {
  const ofSeverity = changes.filter((change) => change.severity === severity);
  if (ofSeverity.length === 0) return '';
  const paint = { breaking: colors.red, risky: colors.yellow, safe: colors.cyan }[severity];
  const hidden = ofSeverity.length - SHOWN;
  return [
    paint(`${severity.toUpperCase()}  ${formatCount(ofSeverity.length)}`),
    ...ofSeverity.slice(0, SHOWN).flatMap(changeLines),
    ...(hidden > 0 ? [`  and ${formatCount(hidden)} more; --json has all`] : []),
  ].join('\n');
}

function changeLines(change: Change): string[] {
  const { attributes, rules, affects } = change;
  const [worst] = rules;
  const rule: DiffRule | undefined = worst === undefined ? undefined : diffRule(worst);
  const shown = affects.slice(0, AFFECTED_SHOWN).map(({ kind, name }) => `${kind} ${name}`);
  const more = affects.length - shown.length;
  return [
    `  ${headline(change)}`,
    ...attributes.map(
      ({ name, before, after, code, rule: of }) =>
        `    ${name}: ${valueText(before)} -> ${valueText(after)}  ${code} ${of}`,
    ),
    ...(attributes.length === 0 ? [`    ${rule?.code ?? ''} ${worst ?? ''}: ${change.reason}`] : []),
    ...(shown.length > 0
      ? [`    affects ${shown.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`]
      : []),
  ];
}

/** `table shop.orders removed, with 12 columns`. */
export function headline({ kind, name, change, previousName, identifiedBy, includes }: Change): string {
  const was =
    previousName === null
      ? ''
      : ` from ${previousName}${identifiedBy === 'content' ? ' (by its content)' : ''}`;
  const parts = (Object.entries(includes) as [Kind, number][]).map(
    ([of, count]) => `${formatCount(count)} ${count === 1 ? of : kindDeclaration(of).plural}`,
  );
  return `${kind} ${name} ${change}${was}${parts.length === 0 ? '' : `, with ${parts.join(', ')}`}`;
}

/** A value in one line, as JSON where it is no text. */
export function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : value === null ? '(none)' : JSON.stringify(value);
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > VALUE_LENGTH ? `${line.slice(0, VALUE_LENGTH - 3)}...` : line;
}

/** What is unknown, by its reason: the many objects that one filter leaves out are one line. */
export function unknownByReason(changes: readonly Change[]): Map<string, Change[]> {
  const reasons = new Map<string, Change[]>();
  for (const change of changes.filter((one) => one.change === 'unknown')) {
    const known = reasons.get(change.reason);
    if (known === undefined) reasons.set(change.reason, [change]);
    else known.push(change);
  }
  return reasons;
}

function renderUnknown({ changes }: DiffReport): string {
  const reasons = unknownByReason(changes);
  if (reasons.size === 0) return '';
  const lines = [...reasons].flatMap(([reason, of]) => {
    const named = of.slice(0, AFFECTED_SHOWN).map(({ kind, name }) => `${kind} ${name}`);
    const more = of.length > named.length ? ` and ${formatCount(of.length - named.length)} more` : '';
    return [`  ${reason}`, `    ${named.join(', ')}${more}`];
  });
  return ['UNKNOWN', ...lines].join('\n');
}

function renderEnd(report: DiffReport, colors: Colors): string {
  const { severities, failed, failOn, followed } = report;
  const sum = SEVERITIES.map((severity) => `${formatCount(severities[severity])} ${severity}`).join(', ');
  const also = followed === 0 ? '' : ` ${formatCount(followed)} objects only follow a rename.`;
  const text = `${countsText(report)}: ${sum}.${also}`;
  return failed ? colors.red(`${text} Fails on ${failOn}.`) : colors.green(text);
}

/** `2 removed, 1 added`. */
export function countsText({ counts }: DiffReport): string {
  const found = CHANGE_TYPES.filter((type) => counts[type] > 0);
  if (found.length === 0) return 'No difference';
  return found.map((type) => `${formatCount(counts[type])} ${type}`).join(', ');
}
