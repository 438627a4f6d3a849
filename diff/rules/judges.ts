import type { Value } from '../../contracts/kinds/kind.js';
import { textOf } from '../row.js';
import { type AttributeRule, judged, textsIn, listIn } from './attribute-rule.js';
import { worstRule, type RuleName } from './rules.js';
import { compareTypes } from './types.js';

const TYPE_RULES = { widened: 'type-widened', narrowed: 'type-narrowed', changed: 'type-changed' } as const;

/** A type as format_type prints it. */
export const typeRule = judged(Object.values(TYPE_RULES), (before, after) =>
  typeof before === 'string' && typeof after === 'string'
    ? TYPE_RULES[compareTypes(before, after)]
    : 'type-changed',
);

/** A default; `required` names the flag of the same object that says whether it takes null. */
export function defaultRule(required: { readonly column: string; readonly is: boolean }): AttributeRule {
  const rules = ['default-added', 'default-changed', 'default-removed', 'required-default-removed'] as const;
  return judged(rules, (before, after, pair) => {
    if (before === null) return 'default-added';
    if (after !== null) return 'default-changed';
    return pair.after[required.column] === required.is ? 'required-default-removed' : 'default-removed';
  });
}

/** The labels of an enum, in order. */
export const labelsRule = judged(
  ['label-added', 'label-removed', 'label-moved'],
  (before: Value, after: Value) => {
    const [old, now] = [textsIn(before), textsIn(after)];
    const kept = old.filter((label) => now.includes(label));
    const rules: RuleName[] = [];
    if (kept.length < old.length) rules.push('label-removed');
    const order = now.filter((label) => old.includes(label));
    if (order.some((label, index) => label !== kept[index])) rules.push('label-moved');
    if (now.length > kept.length) rules.push('label-added');
    return worstRule(rules);
  },
);

/** The attributes of a composite type: [{name, type, collation, comment}]. */
export const compositeRule = judged(
  [
    'attribute-added',
    'attribute-removed',
    'type-widened',
    'type-narrowed',
    'type-changed',
    'comment-changed',
  ],
  (before, after) => {
    interface Attribute {
      readonly name: string;
      readonly type: string;
      readonly collation: string | null;
    }
    const [old, now] = [listIn(before) as readonly Attribute[], listIn(after) as readonly Attribute[]];
    const rules: RuleName[] = [];
    for (const { name, type, collation } of old) {
      const kept = now.find((attribute) => attribute.name === name);
      if (kept === undefined) rules.push('attribute-removed');
      else if (kept.type !== type) rules.push(TYPE_RULES[compareTypes(type, kept.type)]);
      else if (kept.collation !== collation) rules.push('ordering-changed');
    }
    if (now.some(({ name }) => !old.some((attribute) => attribute.name === name)))
      rules.push('attribute-added');
    return rules.length === 0 ? 'comment-changed' : worstRule(rules);
  },
);

/** One entry of an access control list. */
interface Grant {
  readonly grantor: string;
  readonly grantee: string;
  readonly privilege: string;
  readonly grantable: boolean;
}

/** What everybody may do with a new object, by PostgreSQL's own defaults (acldefault in src/backend/utils/adt/acl.c). */
export type PublicDefaults = readonly string[];

/**
 * An access control list. Null stands for the server's defaults; what the owner has is left out, since owners can give it
 * back to themselves; who granted does not matter.
 */
export function accessRule(everybody: PublicDefaults): AttributeRule {
  return judged(['access-widened', 'access-narrowed'], (before, after, pair) => {
    const rights = (value: Value, owner: string | null) =>
      new Set(
        (value === null
          ? everybody.map((privilege) => ({ ...NOBODY, privilege }))
          : (listIn(value) as readonly Grant[])
        )
          .filter(({ grantee }) => grantee !== owner)
          .flatMap(({ grantee, privilege, grantable }) => {
            const right = JSON.stringify([
              grantee.toLowerCase() === 'public' ? 'public' : grantee,
              privilege,
            ]);
            return grantable ? [right, `${right} grantable`] : [right];
          }),
      );
    const old = rights(before, textOf(pair.before, 'owner'));
    const now = rights(after, textOf(pair.after, 'owner'));
    if ([...old].some((right) => !now.has(right))) return 'access-narrowed';
    return [...now].some((right) => !old.has(right)) ? 'access-widened' : null;
  });
}

const NOBODY = { grantor: '', grantee: 'public', grantable: false } as const;

/** When a trigger or rule fires. */
export const enabledRule = judged(['disabled', 'effect-changed'], (_, after) =>
  after === 'disabled' ? 'disabled' : 'effect-changed',
);
