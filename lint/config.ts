import { z } from 'zod';
import { FAIL_ON, SEVERITIES } from './rule.js';
import { RULE_NAMES, type RuleName, ruleDeclaration } from './rules/index.js';

const SWITCH = ['off', ...SEVERITIES] as const;

/** Off, or how bad what a rule finds is. */
export type RuleSwitch = (typeof SWITCH)[number];

function ruleSetting(name: RuleName) {
  const { code, severity, summary, offByDefault = false } = ruleDeclaration(name);
  return z
    .enum(SWITCH)
    .default(offByDefault ? 'off' : severity)
    .describe(`${code}: ${summary}`);
}

type RuleSettings = Record<RuleName, ReturnType<typeof ruleSetting>>;

/** The section `lint` of the configuration: a switch for each rule. */
export const lintConfigSchema = z.strictObject({
  fail_on: z
    .enum(FAIL_ON)
    .default('error')
    .describe('Least severe finding that makes `sourcesense lint` end with exit code 4.'),
  unused_index_days: z
    .int()
    .min(0)
    .max(3650)
    .default(7)
    .describe('Days that statistics must cover before an index without scans counts as unused.'),
  rules: z
    .strictObject(
      Object.fromEntries(RULE_NAMES.map((name) => [name, ruleSetting(name)])) as unknown as RuleSettings,
    )
    .prefault({}),
});

export type LintConfig = z.infer<typeof lintConfigSchema>;
