import { columnKind } from './column.js';
import { columnStatisticsKind } from './column-statistics.js';
import { databaseKind } from './database.js';
import { dependencyKind } from './dependency.js';
import { enumTypeKind } from './enum-type.js';
import { foreignKeyKind } from './foreign-key.js';
import { indexKind } from './index-object.js';
import type { ExtractionStage, KindDeclaration, KindScope, RowOf } from './kind.js';
import { materializedViewKind } from './materialized-view.js';
import { schemaKind } from './schema.js';
import { sequenceKind } from './sequence.js';
import { tableKind } from './table.js';
import { tableConstraintKind } from './table-constraint.js';
import { tableStatisticsKind } from './table-statistics.js';
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
