import type { RuleSwitch } from './config.js';
import type { Severity } from './rule.js';
import { RULE_NAMES, type RuleName, ruleDeclaration } from './rules/index.js';

export interface RuleSelection {
  /** The configured switches. */
  readonly switches: Readonly<Record<RuleName, RuleSwitch>>;
  /** Only these, whether they are on or not; all that are on when there are none. */
  readonly only: readonly RuleName[];
  readonly disabled: readonly RuleName[];
}

/** The rules to apply, each with the severity of what it finds. */
export function selectRules({ switches, only, disabled }: RuleSelection): ReadonlyMap<RuleName, Severity> {
  const selected = new Map<RuleName, Severity>();
  for (const name of RULE_NAMES) {
    const configured = switches[name];
    const isAsked = only.includes(name);
    if (disabled.includes(name) || (only.length > 0 && !isAsked)) continue;
    if (configured !== 'off') selected.set(name, configured);
    else if (isAsked) selected.set(name, ruleDeclaration(name).severity);
  }
  return selected;
}
