import { accessMethodKind } from './access-method.js';
import { aggregateKind } from './aggregate.js';
import { baseTypeKind } from './base-type.js';
import { castKind } from './cast.js';
import { collationKind } from './collation.js';
import { columnKind } from './column.js';
import { columnStatisticsKind } from './column-statistics.js';
import { compositeTypeKind } from './composite-type.js';
import { conversionKind } from './conversion.js';
import { databaseKind } from './database.js';
import { defaultPrivilegeKind } from './default-privilege.js';
import { dependencyKind } from './dependency.js';
import { domainKind } from './domain.js';
import { enumTypeKind } from './enum-type.js';
import { eventTriggerKind } from './event-trigger.js';
import { extendedStatisticsKind } from './extended-statistics.js';
import { extensionKind } from './extension.js';
import { foreignDataWrapperKind } from './foreign-data-wrapper.js';
import { foreignKeyKind } from './foreign-key.js';
import { foreignServerKind } from './foreign-server.js';
import { indexKind } from './index-object.js';
import type { ExtractionStage, KindDeclaration, KindScope, RowOf } from './kind.js';
import { languageKind } from './language.js';
import { materializedViewKind } from './materialized-view.js';
import { operatorKind } from './operator.js';
import { operatorClassKind } from './operator-class.js';
import { operatorFamilyKind } from './operator-family.js';
import { policyKind } from './policy.js';
import { privilegeKind } from './privilege.js';
import { publicationKind } from './publication.js';
import { publicationSchemaKind } from './publication-schema.js';
import { publicationTableKind } from './publication-table.js';
import { rangeTypeKind } from './range-type.js';
import { roleKind } from './role.js';
import { roleMembershipKind } from './role-membership.js';
import { routineKind } from './routine.js';
import { ruleKind } from './rule.js';
import { schemaKind } from './schema.js';
import { sequenceKind } from './sequence.js';
import { serverSettingKind } from './server-setting.js';
import { subscriptionKind } from './subscription.js';
import { tableKind } from './table.js';
import { tableConstraintKind } from './table-constraint.js';
import { tableStatisticsKind } from './table-statistics.js';
import { tablespaceKind } from './tablespace.js';
import { textSearchConfigurationKind } from './text-search-configuration.js';
import { textSearchDictionaryKind } from './text-search-dictionary.js';
import { textSearchParserKind } from './text-search-parser.js';
import { textSearchTemplateKind } from './text-search-template.js';
import { transformKind } from './transform.js';
import { triggerKind } from './trigger.js';
import { userMappingKind } from './user-mapping.js';
import { viewKind } from './view.js';

/** Every object kind SourceSense knows, in the order it reports them. */
export const KINDS = {
  database: databaseKind,
  schema: schemaKind,
  table: tableKind,
  view: viewKind,
  materialized_view: materializedViewKind,
  column: columnKind,
  table_constraint: tableConstraintKind,
  foreign_key: foreignKeyKind,
  index: indexKind,
  sequence: sequenceKind,
  enum_type: enumTypeKind,
  domain: domainKind,
  composite_type: compositeTypeKind,
  range_type: rangeTypeKind,
  base_type: baseTypeKind,
  routine: routineKind,
  aggregate: aggregateKind,
  operator: operatorKind,
  operator_class: operatorClassKind,
  operator_family: operatorFamilyKind,
  cast: castKind,
  collation: collationKind,
  conversion: conversionKind,
  language: languageKind,
  transform: transformKind,
  access_method: accessMethodKind,
  text_search_configuration: textSearchConfigurationKind,
  text_search_dictionary: textSearchDictionaryKind,
  text_search_parser: textSearchParserKind,
  text_search_template: textSearchTemplateKind,
  dependency: dependencyKind,
  table_statistics: tableStatisticsKind,
  column_statistics: columnStatisticsKind,
  extension: extensionKind,
  tablespace: tablespaceKind,
  role: roleKind,
  role_membership: roleMembershipKind,
  server_setting: serverSettingKind,
  event_trigger: eventTriggerKind,
  foreign_data_wrapper: foreignDataWrapperKind,
  foreign_server: foreignServerKind,
  user_mapping: userMappingKind,
  publication: publicationKind,
  publication_table: publicationTableKind,
  publication_schema: publicationSchemaKind,
  subscription: subscriptionKind,
  default_privilege: defaultPrivilegeKind,
  privilege: privilegeKind,
  trigger: triggerKind,
  rule: ruleKind,
  policy: policyKind,
  extended_statistics: extendedStatisticsKind,
} as const satisfies Record<string, KindDeclaration>;

export type Kind = keyof typeof KINDS;

/** The row type of a kind. */
export type KindRow<K extends Kind> = RowOf<(typeof KINDS)[K]>;

/** All kinds, in the order of `KINDS`. */
export const ALL_KINDS = Object.keys(KINDS) as readonly Kind[];

/** The declaration of a kind, as the general type. */
export function kindDeclaration(kind: Kind): KindDeclaration {
  return KINDS[kind];
}

/** Whether objects of a kind are figures that the server measured, rather than declarations. */
export function isStatisticsKind(kind: Kind): boolean {
  return KINDS[kind].stage === 'analyzeDataQuality';
}

/** The kinds that one stage extracts from a partition of the given scope. */
export function kindsOfStage(stage: ExtractionStage, scope: KindScope): Kind[] {
  return ALL_KINDS.filter((kind) => KINDS[kind].stage === stage && KINDS[kind].scope === scope);
}
