import { isStatisticsKind, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn } from '../../contracts/kinds/kind.js';
import { type AttributeRule, type AttributeRules, is, ignored } from './attribute-rule.js';
import {
  columnRules,
  databaseRules,
  materializedViewRules,
  schemaRules,
  sequenceRules,
  tableRules,
  viewRules,
} from './relations.js';
import { SERVER_RULES } from './server.js';
import {
  extendedStatisticsRules,
  foreignKeyRules,
  indexRules,
  policyRules,
  ruleRules,
  tableConstraintRules,
  triggerRules,
} from './table-parts.js';
import { TYPE_AND_ROUTINE_RULES } from './types-and-routines.js';

/** Attributes that mean the same in every kind that has them and no rule of its own for them. */
const SHARED: AttributeRules = {
  comment: is('comment-changed'),
  owner: is('owner-changed'),
  extension_name: is('origin-changed'),
};

const RULES_BY_KIND: Partial<Record<Kind, AttributeRules>> = {
  ...TYPE_AND_ROUTINE_RULES,
  ...SERVER_RULES,
  database: databaseRules,
  schema: schemaRules,
  table: tableRules,
  view: viewRules,
  materialized_view: materializedViewRules,
  column: columnRules,
  table_constraint: tableConstraintRules,
  foreign_key: foreignKeyRules,
  index: indexRules,
  sequence: sequenceRules,
  trigger: triggerRules,
  rule: ruleRules,
  policy: policyRules,
  extended_statistics: extendedStatisticsRules,
};

const FIGURE = is('figure-changed');
const MEASURED = ignored('Times and usage of the server are no figures of the data.');
/** What the server counts about itself, of the kinds of statistics: it moves without any change of the data. */
const USAGE: readonly string[] = [
  ...['last_vacuum', 'last_analyze', 'sequential_scans', 'index_scans', 'index_usage'],
  ...['rows_inserted', 'rows_updated', 'rows_deleted', 'rows_modified_since_analyze'],
];

/** The rule that is declared for an attribute, undefined where there is none. */
export function declaredRule(kind: Kind, attribute: string): AttributeRule | undefined {
  if (isStatisticsKind(kind)) return USAGE.includes(attribute) ? MEASURED : FIGURE;
  return RULES_BY_KIND[kind]?.[attribute] ?? SHARED[attribute];
}

/** The rule for an attribute; `unclassified` where none is declared. */
export function attributeRule(kind: Kind, attribute: string): AttributeRule {
  return declaredRule(kind, attribute) ?? is('unclassified');
}

/** The attributes of a kind that can change while it stays the same object: not its names, not its oid. */
export function attributesOf(kind: Kind): readonly KindColumn[] {
  const { columns, identity } = kindDeclaration(kind);
  return columns.filter(({ name, volatile }) => volatile !== true && !identity.columns.includes(name));
}
