import type { LintRule } from '../rule.js';
import { autovacuumDisabled } from './autovacuum-disabled.js';
import { charType } from './char-type.js';
import { constraintNotValidated } from './constraint-not-validated.js';
import { definerWithoutSearchPath } from './definer-without-search-path.js';
import { disabledTrigger } from './disabled-trigger.js';
import { duplicateForeignKey } from './duplicate-foreign-key.js';
import { duplicateIndex } from './duplicate-index.js';
import { foreignKeyTypeMismatch } from './foreign-key-type-mismatch.js';
import { foreignKeyWithoutIndex } from './foreign-key-without-index.js';
import { identifierNeedsQuotes } from './identifier-needs-quotes.js';
import { invalidIndex } from './invalid-index.js';
import { jsonType } from './json-type.js';
import { manyDeadRows } from './many-dead-rows.js';
import { moneyType } from './money-type.js';
import { neverAnalyzed } from './never-analyzed.js';
import { noPrimaryKey } from './no-primary-key.js';
import { partitionedTableWithoutDefault } from './partitioned-table-without-default.js';
import { partitionedTableWithoutPartitions } from './partitioned-table-without-partitions.js';
import { policyWithoutRowSecurity } from './policy-without-row-security.js';
import { publishedWithoutIdentity } from './published-without-identity.js';
import { redundantIndex } from './redundant-index.js';
import { rowSecurityWithoutPolicy } from './row-security-without-policy.js';
import { schemaOpenToPublic } from './schema-open-to-public.js';
import { sequenceNearLimit } from './sequence-near-limit.js';
import { sequenceWiderThanColumn } from './sequence-wider-than-column.js';
import { smallPrimaryKey } from './small-primary-key.js';
import { staleStatistics } from './stale-statistics.js';
import { tableWritableByPublic } from './table-writable-by-public.js';
import { timestampType } from './timestamp-type.js';
import { timetzType } from './timetz-type.js';
import { undocumentedColumn } from './undocumented-column.js';
import { undocumentedTable } from './undocumented-table.js';
import { unloggedTable } from './unlogged-table.js';
import { unpopulatedMaterializedView } from './unpopulated-materialized-view.js';
import { unusedIndex } from './unused-index.js';
import { varcharType } from './varchar-type.js';
import { viewBypassesRowSecurity } from './view-bypasses-row-security.js';

/** Every rule by its name, in the order of their codes. */
export const RULES = {
  'no-primary-key': noPrimaryKey,
  'foreign-key-type-mismatch': foreignKeyTypeMismatch,
  'constraint-not-validated': constraintNotValidated,
  'duplicate-foreign-key': duplicateForeignKey,
  'foreign-key-without-index': foreignKeyWithoutIndex,
  'duplicate-index': duplicateIndex,
  'redundant-index': redundantIndex,
  'unused-index': unusedIndex,
  'invalid-index': invalidIndex,
  'money-type': moneyType,
  'timetz-type': timetzType,
  'timestamp-type': timestampType,
  'json-type': jsonType,
  'char-type': charType,
  'varchar-type': varcharType,
  'small-primary-key': smallPrimaryKey,
  'sequence-near-limit': sequenceNearLimit,
  'sequence-wider-than-column': sequenceWiderThanColumn,
  'row-security-without-policy': rowSecurityWithoutPolicy,
  'policy-without-row-security': policyWithoutRowSecurity,
  'schema-open-to-public': schemaOpenToPublic,
  'table-writable-by-public': tableWritableByPublic,
  'definer-without-search-path': definerWithoutSearchPath,
  'view-bypasses-row-security': viewBypassesRowSecurity,
  'disabled-trigger': disabledTrigger,
  'unlogged-table': unloggedTable,
  'unpopulated-materialized-view': unpopulatedMaterializedView,
  'partitioned-table-without-partitions': partitionedTableWithoutPartitions,
  'partitioned-table-without-default': partitionedTableWithoutDefault,
  'never-analyzed': neverAnalyzed,
  'stale-statistics': staleStatistics,
  'many-dead-rows': manyDeadRows,
  'autovacuum-disabled': autovacuumDisabled,
  'published-without-identity': publishedWithoutIdentity,
  'undocumented-table': undocumentedTable,
  'undocumented-column': undocumentedColumn,
  'identifier-needs-quotes': identifierNeedsQuotes,
} as const satisfies Record<string, LintRule>;

export type RuleName = keyof typeof RULES;

/** All rules, in the order of `RULES`. */
export const RULE_NAMES = Object.keys(RULES) as readonly RuleName[];

/** The rule of a name, as the general type. */
export function ruleDeclaration(name: RuleName): LintRule {
  return RULES[name];
}

/** The rule that a name or a code (`SS101`) stands for; undefined when there is none. */
export function findRule(nameOrCode: string): RuleName | undefined {
  const wanted = nameOrCode.toLowerCase();
  return RULE_NAMES.find((name) => name === wanted || RULES[name].code.toLowerCase() === wanted);
}
