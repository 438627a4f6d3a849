import type { LintRule } from '../lint/rule.js';
import { RULE_NAMES, ruleDeclaration } from '../lint/rules/index.js';
import { SCORE_FACTORS } from '../lint/score.js';

/** Titles of the groups of rules, by the first digit of their codes. */
const GROUPS: Readonly<Record<string, string>> = {
  1: 'Keys and constraints',
  2: 'Indexes',
  3: 'Types of columns',
  4: 'Sequences',
  5: 'Security',
  6: 'Operation',
  7: 'Names and documentation',
};

const INTRODUCTION = `# Model lint

<!-- Generated from the rules in lint/ by \`npm run docs\`; edit those. -->

\`sourcesense lint <run>\` checks what a run extracted. It reads the catalog only, never the source: any published run can be
checked, also an old one. What a run did not read, because of a gap or a filter, is not judged: a rule that would take it
for missing says instead, under *not judged*, which schemas it can't tell about. Every finding has a code, a severity, the
object, the reason with its facts, and the remedy, in SQL where SQL can; \`<...>\` in it is yours to fill in. Read a remedy
before you run it.

\`\`\`
sourcesense lint extract/sales/20260101T000000.000Z
sourcesense lint extract/sales/20260101T000000.000Z --schema shop --fail-on warning
sourcesense lint extract/sales/20260101T000000.000Z --rule foreign-key-without-index --json
\`\`\`

| option                  | meaning                                                                                                        |
| ----------------------- | -------------------------------------------------------------------------------------------------------------- |
| \`--schema <name>\`       | findings and scores of this schema only; may be repeated                                                       |
| \`--rule <rule>\`         | this rule only, by name or code, also one that is off; may be repeated                                         |
| \`--disable <rule>\`      | all rules but this one; may be repeated                                                                        |
| \`--fail-on <severity>\`  | the exit code is 4 when there is a finding of this severity or a worse one: \`error\` (the default), \`warning\`, \`info\`, or \`never\` |
| \`--json\`                | one object: \`run_id\`, \`connection\`, \`gaps\`, \`rules\`, \`unjudged\`, \`findings\`, \`counts\`, \`schemas\`, \`tables\`, \`fail_on\`, \`failed\` |

Exit codes for CI: 0, nothing as severe as \`--fail-on\`; 4, something is; 1, the command could not do its work; 64, no such
run, rule or setting.

## Switches

Each rule is a setting, \`lint.rules.<rule>\`, that is \`off\` or the severity of what it finds:

\`\`\`yaml
lint:
  fail_on: warning
  rules:
    no-primary-key: error
    undocumented-column: off
    char-type: info
\`\`\`

The same as a flag, \`--set lint.rules.undocumented-column=off\`, or in the environment,
\`SOURCESENSE_LINT_RULES_UNDOCUMENTED_COLUMN=off\`. Rules about matters of taste are off by default.

## Scores

A table, view or materialized view begins with 100 points. Each error leaves ${percentOf('error')} of them, each warning ${percentOf('warning')}, each info
${percentOf('info')}: \`100 x ${SCORE_FACTORS.error}^errors x ${SCORE_FACTORS.warning}^warnings x ${SCORE_FACTORS.info}^infos\`. What is found in a partition counts for the
partitioned table at the root. The score of a schema is the mean of its tables' scores, multiplied in the same way for what
was found about the schema itself and about objects that belong to no table. Scores are rounded down: only what has no
finding has 100. Rules that are off, and \`--rule\`, change scores, so compare those made with the same rules.
`;

function percentOf(severity: keyof typeof SCORE_FACTORS): string {
  return `${SCORE_FACTORS[severity] * 100} %`;
}

/** The text of \`docs/lint.md\`. */
export function lintPage(): string {
  const sections = Object.entries(GROUPS).map(([digit, title]) => {
    const names = RULE_NAMES.filter((name) => ruleDeclaration(name).code.charAt(2) === digit);
    return [`## ${title}`, ...names.map((name) => ruleText(name, ruleDeclaration(name)))].join('\n\n');
  });
  return `${[INTRODUCTION.trimEnd(), ...sections].join('\n\n')}\n`;
}

function ruleText(name: string, { code, severity, summary, why, offByDefault = false }: LintRule): string {
  const state = offByDefault ? `${severity}, off by default` : severity;
  return `### ${code} ${name}\n\n**${state}** · ${summary} ${why}`;
}
