import { describe, expect, it } from '@jest/globals';
import { ALL_KINDS, kindDeclaration } from '../../contracts/kinds/index.js';
import { compareTypes } from '../../diff/rules/types.js';
import { attributeRule, attributesOf, declaredRule } from '../../diff/rules/attributes.js';
import { RULE_NAMES, RULES } from '../../diff/rules/rules.js';
import type { Row, WholePair } from '../../diff/row.js';

/** The rule for an attribute that goes from one value to another. */
function ruleOf(kind: Parameters<typeof attributeRule>[0], attribute: string, before: Row, after: Row) {
  const rule = attributeRule(kind, attribute);
  if (!('judge' in rule)) return 'is' in rule ? rule.is : null;
  const pair: WholePair = { before, after };
  return rule.judge(before[attribute] ?? null, after[attribute] ?? null, pair);
}

const judge =
  (kind: Parameters<typeof attributeRule>[0], attribute: string) => (before: unknown, after: unknown) => {
    const value = (given: unknown) =>
      given === null || typeof given === 'string' || typeof given === 'boolean'
        ? given
        : JSON.stringify(given);
    return ruleOf(kind, attribute, { [attribute]: value(before) }, { [attribute]: value(after) });
  };

describe('The rules of differences', () => {
  it.each(ALL_KINDS)('say what a change of every attribute of %s means', (kind) => {
    const undeclared = attributesOf(kind).filter(({ name }) => declaredRule(kind, name) === undefined);
    expect(undeclared.map(({ name }) => name)).toEqual([]);
  });

  it.each(ALL_KINDS)('name only attributes that %s has in what tells of others', (kind) => {
    const names = kindDeclaration(kind).columns.map(({ name }) => name);
    for (const { name } of attributesOf(kind)) {
      const rule = attributeRule(kind, name);
      if ('toldBy' in rule) expect(names).toEqual(expect.arrayContaining([...rule.toldBy]));
    }
  });

  it('take what nobody classified to be risky', () => {
    expect(attributeRule('table', 'of_tomorrow')).toEqual({ is: 'unclassified' });
    expect(RULES.unclassified.severity).toBe('risky');
  });

  it('have codes of their own, in order', () => {
    const codes = RULE_NAMES.map((name) => RULES[name].code);
    expect(new Set(codes).size).toBe(codes.length);
    expect([...codes].sort()).toEqual(codes);
  });
});

describe('A type', () => {
  it.each([
    ['smallint', 'integer', 'widened'],
    ['bigint', 'integer', 'narrowed'],
    ['integer', 'numeric(12,2)', 'widened'],
    ['integer', 'numeric(10,2)', 'changed'],
    ['numeric(10,2)', 'numeric(12,2)', 'widened'],
    ['numeric(10,2)', 'numeric(10,4)', 'changed'],
    ['numeric(10,2)', 'numeric', 'widened'],
    ['numeric', 'numeric(10,2)', 'narrowed'],
    ['character varying(20)', 'character varying(50)', 'widened'],
    ['character varying', 'text', 'widened'],
    ['text', 'character varying(10)', 'narrowed'],
    ['character(3)', 'character varying(3)', 'changed'],
    ['timestamp(3) without time zone', 'timestamp without time zone', 'widened'],
    ['timestamp without time zone', 'timestamp with time zone', 'changed'],
    ['real', 'double precision', 'widened'],
    ['integer[]', 'bigint[]', 'widened'],
    ['integer', 'integer[]', 'changed'],
    ['shop.state', 'text', 'changed'],
  ])('%s that becomes %s is %s', (before, after, change) => {
    expect(compareTypes(before, after)).toBe(change);
  });
});

describe('A judgement by values', () => {
  it('tells labels that go, come and move apart, the worst first', () => {
    const labels = judge('enum_type', 'labels');
    expect(labels(['a', 'b'], ['a', 'b', 'c'])).toBe('label-added');
    expect(labels(['a', 'b'], ['a', 'c'])).toBe('label-removed');
    expect(labels(['a', 'b'], ['b', 'a'])).toBe('label-moved');
  });

  it('takes a missing access list for the defaults, and lets owners be', () => {
    const grant = (grantee: string, privilege: string, grantable = false) => ({
      grantor: 'o',
      grantee,
      privilege,
      grantable,
    });
    const ofTable = judge('table', 'acl');
    expect(ofTable(null, [grant('PUBLIC', 'SELECT')])).toBe('access-widened');
    expect(ofTable([grant('a', 'SELECT')], null)).toBe('access-narrowed');
    expect(ofTable([grant('a', 'SELECT')], [grant('a', 'SELECT', true)])).toBe('access-widened');
    const owned = { owner: 'o', acl: JSON.stringify([grant('o', 'SELECT')]) };
    expect(ruleOf('table', 'acl', { owner: 'o', acl: null }, owned)).toBeNull();
    const ofRoutine = judge('routine', 'acl');
    expect(ofRoutine(null, [])).toBe('access-narrowed');
    expect(ofRoutine(null, [grant('PUBLIC', 'EXECUTE')])).toBeNull();
  });

  it('minds whether what lost its default takes null', () => {
    const loses = (nullable: boolean) =>
      ruleOf(
        'column',
        'default_expression',
        { default_expression: '1', is_nullable: nullable },
        { default_expression: null, is_nullable: nullable },
      );
    expect([loses(true), loses(false)]).toEqual(['default-removed', 'required-default-removed']);
  });

  it('says of attributes of a composite type what the worst of them does', () => {
    const attributes = judge('composite_type', 'attributes');
    const a = { name: 'a', type: 'integer', collation: null, comment: null };
    const b = { ...a, name: 'b' };
    expect(attributes([a], [a, b])).toBe('attribute-added');
    expect(attributes([a, b], [a])).toBe('attribute-removed');
    expect(attributes([a], [{ ...a, type: 'bigint' }])).toBe('type-widened');
    expect(attributes([a], [{ ...a, comment: 'x' }])).toBe('comment-changed');
  });
});
