import type { CatalogReader } from '../catalog/provider.js';
import { SourceSenseError } from '../contracts/failure.js';
import type { LintConfig } from '../lint/config.js';
import { type Finding, lintRun } from '../lint/lint-run.js';
import { type FindingCounts, type Scores, scoresOf } from '../lint/score.js';
import { type FailOn, SEVERITIES } from '../lint/rule.js';
import { findRule, type RuleName } from '../lint/rules/index.js';
import { selectRules } from '../lint/selection.js';
import { type Unjudged, unjudgedOf } from '../lint/unjudged.js';
import { requirePublishedRun } from './published-run.js';

/** What `lint` prints. */
export interface LintReport extends Scores {
  readonly runId: string;
  readonly connection: string;
  /** Objects that the run could not read, and that no rule has seen. */
  readonly gaps: number;
  readonly rules: readonly RuleName[];
  /** What the rules can't tell, because the run did not read all that they infer from. */
  readonly unjudged: readonly Unjudged[];
  readonly findings: readonly Finding[];
  readonly counts: FindingCounts;
  readonly failOn: FailOn;
  /** Whether there is a finding as severe as `failOn`. */
  readonly failed: boolean;
}

export interface LintRequest {
  readonly settings: LintConfig;
  /** Only findings and scores of these; of all when there are none. */
  readonly schemas: readonly string[];
  readonly only: readonly RuleName[];
  readonly disabled: readonly RuleName[];
  readonly failOn: FailOn;
}

/** Applies the rules to what a run published. Throws `invalid_input` when there is no such run, or nothing of it. */
export async function lintPublishedRun(
  catalog: CatalogReader,
  runId: string,
  { settings, schemas, only, disabled, failOn }: LintRequest,
): Promise<LintReport> {
  const { connection, startedAt } = await requirePublishedRun(catalog, runId);
  const rules = selectRules({ switches: settings.rules, only, disabled });
  const { findings: all, relations } = await lintRun({
    read: (kind) => catalog.objectsOf(runId, kind),
    readAt: startedAt,
    rules,
    settings: { unusedIndexDays: settings.unused_index_days },
  });
  const isWanted = (schemaName: string | null) =>
    schemas.length === 0 || (schemaName !== null && schemas.includes(schemaName));
  const unjudged = unjudgedOf(rules.keys(), await catalog.getSchemaLedger(runId)).filter(({ schemaName }) =>
    isWanted(schemaName),
  );
  const isJudged = ({ rule, schemaName }: Finding) =>
    !unjudged.some((blind) => blind.rule === rule && blind.schemaName === schemaName);
  const findings = all
    .filter((finding) => isWanted(finding.schemaName) && isJudged(finding))
    .sort(bySeverity);
  const scores = scoresOf(relations, findings);
  const gaps = await catalog.getGaps(runId);
  return {
    ...{ runId, connection, rules: [...rules.keys()], unjudged, failOn },
    gaps: gaps.reduce((sum, { objects }) => sum + objects, 0),
    tables: scores.tables.filter(({ schemaName }) => isWanted(schemaName)),
    schemas: scores.schemas.filter(({ schemaName }) => isWanted(schemaName)),
    findings,
    counts: countsOf(findings),
    failed: fails(findings, failOn),
  };
}

/** The rule of a name or code. Throws `invalid_input` when there is none. */
export function requireRule(nameOrCode: string): RuleName {
  const rule = findRule(nameOrCode);
  if (rule !== undefined) return rule;
  throw new SourceSenseError('invalid_input', `There is no rule ${nameOrCode}.`, {
    remedy: 'docs/lint.md lists them.',
  });
}

/** Worst first, then by code, then by object. */
function bySeverity(a: Finding, b: Finding): number {
  const rank = ({ severity, code, objectName }: Finding) =>
    `${SEVERITIES.indexOf(severity)} ${code} ${objectName}`;
  const [left, right] = [rank(a), rank(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function countsOf(findings: readonly Finding[]): FindingCounts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

function fails(findings: readonly Finding[], failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  const limit = SEVERITIES.indexOf(failOn);
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit);
}
