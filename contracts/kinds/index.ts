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
import { dependencyKind } from './dependency.js';
import { domainKind } from './domain.js';
import { enumTypeKind } from './enum-type.js';
import { foreignKeyKind } from './foreign-key.js';
import { indexKind } from './index-object.js';
import type { ExtractionStage, KindDeclaration, KindScope, RowOf } from './kind.js';
import { languageKind } from './language.js';
import { materializedViewKind } from './materialized-view.js';
import { operatorKind } from './operator.js';
import { operatorClassKind } from './operator-class.js';
import { operatorFamilyKind } from './operator-family.js';
import { rangeTypeKind } from './range-type.js';
import { routineKind } from './routine.js';
import { schemaKind } from './schema.js';
import { sequenceKind } from './sequence.js';
import { tableKind } from './table.js';
import { tableConstraintKind } from './table-constraint.js';
import { tableStatisticsKind } from './table-statistics.js';
import { textSearchConfigurationKind } from './text-search-configuration.js';
import { textSearchDictionaryKind } from './text-search-dictionary.js';
import { textSearchParserKind } from './text-search-parser.js';
import { textSearchTemplateKind } from './text-search-template.js';
import { transformKind } from './transform.js';
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
  dependency: dependencyKind,
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
  table_statistics: tableStatisticsKind,
  column_statistics: columnStatisticsKind,
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

/** The kinds that one stage extracts from a partition of the given scope. */
export function kindsOfStage(stage: ExtractionStage, scope: KindScope): Kind[] {
  return ALL_KINDS.filter((kind) => KINDS[kind].stage === stage && KINDS[kind].scope === scope);
}
