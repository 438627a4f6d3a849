import type { Value } from '../../contracts/kinds/kind.js';
import type { WholePair } from '../row.js';
import type { RuleName } from './rules.js';

/** Names the rule for a change of an attribute, from one value to another; null when it is no change after all. */
export type Judge = (before: Value, after: Value, pair: WholePair) => RuleName | null;

/** What a change of one attribute means. */
export type AttributeRule =
  | { readonly is: RuleName }
  /** One of the rules, by the values. */
  | { readonly judge: Judge; readonly rules: readonly RuleName[] }
  /** Reported only when none of these attributes of the object changes: they tell it already. */
  | { readonly toldBy: readonly string[]; readonly is: RuleName }
  /** Never reported, and why. */
  | { readonly ignored: string };

/** The rules for the attributes of a kind, by their names. */
export type AttributeRules = Readonly<Record<string, AttributeRule>>;

export const is = (rule: RuleName): AttributeRule => ({ is: rule });

export const judged = (rules: readonly RuleName[], judge: Judge): AttributeRule => ({ rules, judge });

export const toldBy = (rule: RuleName, ...attributes: readonly string[]): AttributeRule => ({
  toldBy: attributes,
  is: rule,
});

export const ignored = (why: string): AttributeRule => ({ ignored: why });

/** One rule when a flag is set, another when it is taken back. */
export function flag(set: RuleName, unset: RuleName): AttributeRule {
  return judged([set, unset], (_, after) => (after === true ? set : unset));
}

/** The texts of a JSON list; none where there is no list. */
export function textsIn(value: Value | undefined): readonly string[] {
  return listIn(value) as readonly string[];
}

/** The items of a JSON list; none where there is no list. */
export function listIn(value: Value | undefined): readonly unknown[] {
  return value == null ? [] : (JSON.parse(String(value)) as unknown[]);
}
