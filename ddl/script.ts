import { ALL_KINDS, type Kind } from '../contracts/kinds/index.js';
import type { DdlOptions } from './describe.js';
import { constraintObjects } from './kinds/constraint.js';
import { extensionObjects, schemaObjects } from './kinds/container.js';
import { castObjects, collationObjects, conversionObjects, transformObjects } from './kinds/conversions.js';
import { defaultPrivilegeObjects } from './kinds/default-privilege.js';
import { foreignDataWrapperObjects, foreignServerObjects, userMappingObjects } from './kinds/foreign-data.js';
import { foreignKeyObjects } from './kinds/foreign-key.js';
import { indexObjects } from './kinds/index-object.js';
import { accessMethodObjects, languageObjects } from './kinds/language.js';
import { operatorClassObjects, operatorFamilyObjects, operatorObjects } from './kinds/operator.js';
import { policyObjects } from './kinds/policy.js';
import {
  publicationObjects,
  publicationSchemaObjects,
  publicationTableObjects,
  subscriptionObjects,
} from './kinds/replication.js';
import { aggregateObjects, routineObjects } from './kinds/routine.js';
import { sequenceObjects } from './kinds/sequence.js';
import { extendedStatisticsObjects } from './kinds/statistics.js';
import { tableObjects } from './kinds/table.js';
import {
  textSearchConfigurationObjects,
  textSearchDictionaryObjects,
  textSearchParserObjects,
  textSearchTemplateObjects,
} from './kinds/text-search.js';
import { eventTriggerObjects, ruleObjects, triggerObjects } from './kinds/trigger.js';
import {
  baseTypeObjects,
  compositeObjects,
  domainObjects,
  enumObjects,
  rangeObjects,
} from './kinds/types.js';
import { materializedViewObjects, viewObjects } from './kinds/view.js';
import type { SchemaObject } from './object.js';
import { inOrder } from './order.js';
import { type Membership, type RowsByKind, SchemaRows } from './schema-rows.js';

type KindObjects = (rows: SchemaRows, options: DdlOptions) => SchemaObject[];

/** Told by other kinds' statements: columns by their table's, privileges by each object's own list. */
const WITH_OTHERS: KindObjects = () => [];
/** Not in the script: it belongs to the server or the database, or is no definition (docs/fidelity.md). */
const NOT_MADE: KindObjects = () => [];

/** What makes the objects of each kind. */
const OBJECTS_OF_KIND: Readonly<Record<Kind, KindObjects>> = {
  database: NOT_MADE,
  schema: schemaObjects,
  extension: extensionObjects,
  table: tableObjects,
  view: viewObjects,
  materialized_view: materializedViewObjects,
  column: WITH_OTHERS,
  table_constraint: constraintObjects,
  foreign_key: foreignKeyObjects,
  index: indexObjects,
  sequence: sequenceObjects,
  enum_type: enumObjects,
  domain: domainObjects,
  composite_type: compositeObjects,
  range_type: rangeObjects,
  base_type: baseTypeObjects,
  routine: routineObjects,
  aggregate: aggregateObjects,
  operator: operatorObjects,
  operator_class: operatorClassObjects,
  operator_family: operatorFamilyObjects,
  cast: castObjects,
  collation: collationObjects,
  conversion: conversionObjects,
  language: languageObjects,
  transform: transformObjects,
  access_method: accessMethodObjects,
  text_search_configuration: textSearchConfigurationObjects,
  text_search_dictionary: textSearchDictionaryObjects,
  text_search_parser: textSearchParserObjects,
  text_search_template: textSearchTemplateObjects,
  trigger: triggerObjects,
  rule: ruleObjects,
  policy: policyObjects,
  extended_statistics: extendedStatisticsObjects,
  event_trigger: eventTriggerObjects,
  foreign_data_wrapper: foreignDataWrapperObjects,
  foreign_server: foreignServerObjects,
  user_mapping: userMappingObjects,
  publication: publicationObjects,
  publication_table: publicationTableObjects,
  publication_schema: publicationSchemaObjects,
  subscription: subscriptionObjects,
  default_privilege: defaultPrivilegeObjects,
  privilege: WITH_OTHERS,
  dependency: WITH_OTHERS,
  role: NOT_MADE,
  role_membership: NOT_MADE,
  tablespace: NOT_MADE,
  server_setting: NOT_MADE,
  table_statistics: NOT_MADE,
  column_statistics: NOT_MADE,
};

/** The kinds whose rows the script is written from. */
export const DDL_KINDS: readonly Kind[] = [
  ...ALL_KINDS.filter((kind) => OBJECTS_OF_KIND[kind] !== NOT_MADE && OBJECTS_OF_KIND[kind] !== WITH_OTHERS),
  'column',
  'dependency',
];

/**
 * What the session needs so that statements mean what they say: names are all qualified, bodies of functions may name what
 * is made later, and nothing is read by way of row-level security.
 */
const SESSION = [
  'SET statement_timeout = 0',
  'SET lock_timeout = 0',
  'SET idle_in_transaction_session_timeout = 0',
  "SET client_encoding = 'UTF8'",
  'SET standard_conforming_strings = on',
  "SELECT pg_catalog.set_config('search_path', '', false)",
  'SET check_function_bodies = false',
  'SET xmloption = content',
  'SET client_min_messages = warning',
  'SET row_security = off',
  "SET default_tablespace = ''",
  'SET default_table_access_method = heap',
];

/**
 * The statements, in order and without semicolons, that make in an empty database what a run found; roles and
 * tablespaces must be there. An object whose definition could not be read is left out.
 */
export function* ddlStatements(rows: RowsByKind, options: DdlOptions): Generator<string> {
  yield* SESSION;
  const objectsOf = (membership: Membership) => {
    const lookup = new SchemaRows(rows, membership);
    return Object.values(OBJECTS_OF_KIND).flatMap((make) => make(lookup, options));
  };
  const members = objectsOf('of extensions').filter(({ phase }) => phase === 'privilege');
  const objects = [...objectsOf('own'), ...members];
  for (const statements of inOrder(objects)) yield* statements;
}
