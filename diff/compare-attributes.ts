import type { Kind } from '../contracts/kinds/index.js';
import type { KindColumn, Value } from '../contracts/kinds/kind.js';
import type { AttributeChange } from './change.js';
import type { NamePairs } from './identifiers.js';
import { attributeRule, attributesOf } from './rules/attributes.js';
import type { AttributeRule } from './rules/attribute-rule.js';
import { RULES, type RuleName } from './rules/rules.js';
import type { WholePair } from './row.js';
import type { Sight } from './sight.js';

/** What an object's attributes are compared with. */
export interface Comparison {
  /** Names that were replaced by others: a text that differs by these alone has followed a rename. */
  readonly names: NamePairs;
  readonly sights: { readonly before: Sight; readonly after: Sight };
}

/** How an object that both runs have differs. */
export interface ComparedAttributes {
  readonly changes: readonly AttributeChange[];
  /** Attributes that one of the runs could not read. */
  readonly unread: readonly string[];
  /** Attributes that only follow what was renamed. */
  readonly followed: readonly string[];
}

/** Compares an object attribute by attribute. */
export function compareAttributes(kind: Kind, pair: WholePair, comparison: Comparison): ComparedAttributes {
  const [unread, followed, told]: [string[], string[], KindColumn[]] = [[], [], []];
  const differing = attributesOf(kind).filter(({ name }) => {
    const isSame = Object.is(pair.before[name], pair.after[name]);
    return !isSame && !('ignored' in attributeRule(kind, name));
  });
  for (const column of differing) {
    if (isUnread(kind, column, pair, comparison)) unread.push(column.name);
    else if (hasFollowed(column, pair, comparison)) followed.push(column.name);
    else told.push(column);
  }
  const names = told.map(({ name }) => name);
  const changes = told.flatMap((column) => {
    const rule = ruleFor(attributeRule(kind, column.name), column.name, pair, names);
    return rule === null ? [] : [attributeChange(column, pair, rule)];
  });
  return { changes, unread, followed };
}

function isUnread(
  kind: Kind,
  column: KindColumn,
  { before, after }: WholePair,
  { sights }: Comparison,
): boolean {
  return (
    sights.before.isUnread(column, kind, before, before[column.name]) ||
    sights.after.isUnread(column, kind, after, after[column.name])
  );
}

function hasFollowed({ name }: KindColumn, { before, after }: WholePair, { names }: Comparison): boolean {
  const [old, now] = [before[name], after[name]];
  return typeof old === 'string' && typeof now === 'string' && names.explain(old, now);
}

function ruleFor(
  rule: AttributeRule,
  name: string,
  pair: WholePair,
  differing: readonly string[],
): RuleName | null {
  if ('ignored' in rule) return null;
  if ('judge' in rule) return rule.judge(pair.before[name] ?? null, pair.after[name] ?? null, pair);
  if ('toldBy' in rule && rule.toldBy.some((other) => differing.includes(other))) return null;
  return rule.is;
}

function attributeChange(column: KindColumn, { before, after }: WholePair, rule: RuleName): AttributeChange {
  const { name } = column;
  const { severity, code } = RULES[rule];
  return {
    ...{ name, severity, rule, code },
    before: shown(column, before[name] ?? null),
    after: shown(column, after[name] ?? null),
  };
}

/** A value as people and JSON have it. */
function shown({ type }: KindColumn, value: Value): unknown {
  if (value === null) return null;
  if (type === 'json') return JSON.parse(String(value)) as unknown;
  if (type === 'timestamp') return new Date(Number(BigInt(value) / 1000n)).toISOString();
  return typeof value === 'bigint' ? value.toString() : value;
}
