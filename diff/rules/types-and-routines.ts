import type { Kind } from '../../contracts/kinds/index.js';
import {
  type AttributeRule,
  type AttributeRules,
  flag,
  is,
  judged,
  listIn,
  toldBy,
} from './attribute-rule.js';
import { accessRule, compositeRule, defaultRule, labelsRule, typeRule } from './judges.js';
import type { RuleName } from './rules.js';

const forEverybody = accessRule(['USAGE']);
const callable = accessRule(['EXECUTE']);

/** The same rule for many attributes. */
export function all(rule: RuleName, names: readonly string[]): AttributeRules {
  return Object.fromEntries(names.map((name): [string, AttributeRule] => [name, is(rule)]));
}

const domainRules: AttributeRules = {
  base_type: typeRule,
  base_type_schema: toldBy('type-changed', 'base_type'),
  is_not_null: flag('null-refused', 'null-allowed'),
  not_null_constraint_name: is('aid-renamed'),
  not_null_constraint_comment: is('comment-changed'),
  default_expression: defaultRule({ column: 'is_not_null', is: true }),
  collation: is('ordering-changed'),
  checks: judged(
    [
      'constraint-added',
      'constraint-removed',
      'constraint-changed',
      'constraint-validated',
      'comment-changed',
    ],
    (before, after) => {
      interface Check {
        readonly constraint_name: string;
        readonly expression: string | null;
        readonly is_validated: boolean;
      }
      const [old, now] = [listIn(before) as readonly Check[], listIn(after) as readonly Check[]];
      const same = ({ constraint_name: name }: Check, others: readonly Check[]) =>
        others.find(({ constraint_name: other }) => other === name);
      if (now.some((check) => same(check, old) === undefined)) return 'constraint-added';
      if (old.some((check) => same(check, now) === undefined)) return 'constraint-removed';
      if (old.some((check) => same(check, now)?.expression !== check.expression)) return 'constraint-changed';
      const validated = now.some((check) => check.is_validated && same(check, old)?.is_validated === false);
      return validated ? 'constraint-validated' : 'comment-changed';
    },
  ),
  acl: forEverybody,
};

const routineRules: AttributeRules = {
  ...all('signature-changed', ['argument_list', 'routine_type', 'return_type', 'returns_set']),
  identity_arguments: toldBy('signature-changed', 'argument_list'),
  arguments: toldBy('signature-changed', 'argument_list'),
  result: toldBy('signature-changed', 'return_type', 'returns_set', 'argument_list'),
  ...all('logic-changed', ['language', 'volatility', 'is_strict', 'configuration', 'transform_types']),
  ...all('logic-changed', ['body', 'binary_file', 'sql_body']),
  ...all('storage-changed', ['parallel_safety', 'cost', 'row_estimate', 'support_function']),
  is_security_definer: is('rights-changed'),
  is_leakproof: is('rights-changed'),
  definition: toldBy(
    'logic-changed',
    ...['argument_list', 'routine_type', 'return_type', 'returns_set', 'result', 'language', 'volatility'],
    ...[
      'is_strict',
      'configuration',
      'transform_types',
      'body',
      'binary_file',
      'sql_body',
      'parallel_safety',
    ],
    ...['cost', 'row_estimate', 'support_function', 'is_security_definer', 'is_leakproof', 'arguments'],
  ),
  is_generated: is('origin-changed'),
  acl: callable,
};

const aggregateRules: AttributeRules = {
  ...all('signature-changed', ['argument_list', 'aggregate_type', 'result', 'direct_argument_count']),
  identity_arguments: toldBy('signature-changed', 'argument_list'),
  arguments: toldBy('signature-changed', 'argument_list'),
  ...all('logic-changed', [
    ...['transition_function', 'transition_type', 'initial_value', 'final_function', 'has_final_extra'],
    ...[
      'final_modify',
      'combine_function',
      'serial_function',
      'deserial_function',
      'moving_transition_function',
    ],
    ...['moving_inverse_function', 'moving_transition_type', 'moving_initial_value', 'moving_final_function'],
    ...['has_moving_final_extra', 'moving_final_modify', 'sort_operator'],
  ]),
  ...all('storage-changed', ['transition_space', 'moving_transition_space', 'parallel_safety']),
  acl: callable,
};

/** Types, routines, and what PostgreSQL is extended by. */
export const TYPE_AND_ROUTINE_RULES: Partial<Record<Kind, AttributeRules>> = {
  enum_type: { labels: labelsRule, acl: forEverybody },
  domain: domainRules,
  composite_type: { attributes: compositeRule, acl: forEverybody },
  range_type: {
    subtype: is('type-changed'),
    ...all('ordering-changed', ['subtype_operator_class', 'collation']),
    is_default_operator_class: toldBy('ordering-changed', 'subtype_operator_class'),
    ...all('logic-changed', ['canonical_function', 'subtype_diff_function']),
    multirange_type: is('object-renamed'),
    multirange_type_schema: toldBy('object-renamed', 'multirange_type'),
    multirange_type_name: toldBy('object-renamed', 'multirange_type'),
    acl: forEverybody,
  },
  base_type: {
    ...all('type-changed', [
      ...['is_shell', 'input_function', 'output_function', 'receive_function', 'send_function'],
      ...['modifier_input_function', 'modifier_output_function', 'subscript_function', 'internal_length'],
      ...['is_passed_by_value', 'alignment', 'element_type', 'delimiter'],
    ]),
    ...all('logic-changed', ['category', 'is_preferred', 'is_collatable']),
    ...all('storage-changed', ['analyze_function', 'storage']),
    default_expression: is('default-changed'),
    acl: forEverybody,
  },
  routine: routineRules,
  aggregate: aggregateRules,
  operator: {
    result_type: is('signature-changed'),
    ...all('logic-changed', ['function', 'commutator', 'negator']),
    ...all('storage-changed', ['restriction_function', 'join_function', 'can_hash', 'can_merge']),
  },
  operator_class: all('logic-changed', [
    ...['family_schema', 'family_name', 'input_type', 'storage_type', 'is_default', 'operators', 'functions'],
  ]),
  operator_family: all('logic-changed', ['operators', 'functions']),
  cast: {
    ...all('logic-changed', ['method', 'function', 'context']),
    is_generated: is('origin-changed'),
  },
  collation: all('ordering-changed', [
    ...['provider', 'is_deterministic', 'encoding', 'collate', 'ctype', 'locale', 'icu_rules', 'version'],
  ]),
  conversion: all('logic-changed', ['source_encoding', 'target_encoding', 'function', 'is_default']),
  language: {
    is_trusted: flag('access-widened', 'access-narrowed'),
    ...all('logic-changed', ['handler_function', 'inline_function', 'validator_function']),
    acl: forEverybody,
  },
  transform: all('logic-changed', ['from_sql_function', 'to_sql_function']),
  access_method: all('logic-changed', ['access_method_type', 'handler_function']),
  text_search_configuration: all('logic-changed', ['parser', 'mappings']),
  text_search_dictionary: all('logic-changed', ['template', 'init_options']),
  text_search_parser: all('logic-changed', [
    ...['start_function', 'token_function', 'end_function', 'token_types_function', 'headline_function'],
  ]),
  text_search_template: all('logic-changed', ['init_function', 'lexize_function']),
};
