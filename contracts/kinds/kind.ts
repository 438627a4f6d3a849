/**
 * How one kind of catalog object is declared. A declaration is the single source of the row type, the
 * Parquet schema, the shape of the table of versions, the JSON export and the data dictionary; a test compares it
 * with every `<kind>.sql` and every migration.
 */

/** The value types a kind's column may have, and what carries them in memory, Parquet and PostgreSQL. */
export interface ValueTypes {
  /** UTF-8 text; Parquet `BYTE_ARRAY (UTF8)`; PostgreSQL `text`. */
  text: string;
  /** A JSON document as text; Parquet `BYTE_ARRAY (JSON)`; PostgreSQL `jsonb`. */
  json: string;
  /** 32-bit signed integer; Parquet `INT32`; PostgreSQL `integer`. */
  int32: number;
  /** 64-bit signed integer; Parquet `INT64`; PostgreSQL `bigint`. */
  int64: bigint;
  /** IEEE double; Parquet `DOUBLE`; PostgreSQL `double precision`. */
  float64: number;
  /** Parquet `BOOLEAN`; PostgreSQL `boolean`. */
  boolean: boolean;
  /** Microseconds since 1970-01-01T00:00:00Z; Parquet `INT64 (TIMESTAMP_MICROS)`; PostgreSQL `timestamptz`. */
  timestamp: bigint;
}

export type ValueType = keyof ValueTypes;

/** A value of any column, as it is held in memory. */
export type Value = ValueTypes[ValueType] | null;

/** One column of a kind. */
export interface KindColumn {
  /** Lowercase snake_case, as it appears in Parquet, in PostgreSQL and in JSON. */
  readonly name: string;
  readonly type: ValueType;
  readonly nullable: boolean;
  /** One sentence for the data dictionary and `COMMENT ON COLUMN`. */
  readonly doc: string;
  /**
   * The value belongs to the physical object, not to its definition (an oid): it is kept, but a change of it
   * alone makes no new version of the object.
   */
  readonly volatile?: true;
  /** The values look random and never repeat (ids, hashes): writers need not try to compress them. */
  readonly incompressible?: true;
}

/**
 * What an object is identified by inside one source: a namespace (PostgreSQL's own: two relations of a schema
 * can't share a name whatever they are) and the columns whose values are unique in it.
 */
export interface Identity {
  readonly namespace: string;
  readonly columns: readonly string[];
}

/**
 * Where a kind's rows are found: `database` kinds are read once a run, `relation` kinds once a partition,
 * which is a range of relation oids.
 */
export type KindScope = 'database' | 'relation';

/** The activity that extracts a kind; the workflow's stages are named after them. */
export type ExtractionStage =
  | 'discoverSchemas'
  | 'extractTables'
  | 'extractColumns'
  | 'discoverForeignKeys'
  | 'extractObjects'
  | 'analyzeDataQuality';

export interface KindDeclaration {
  /** Singular, snake_case: `table`, `foreign_key`. Names the SQL file and the artifact folder. */
  readonly kind: string;
  /** Plural, snake_case: names the catalog's view of the current state, `catalog.<plural>`. */
  readonly plural: string;
  /** One sentence for the data dictionary and `COMMENT ON TABLE`. */
  readonly doc: string;
  readonly scope: KindScope;
  readonly stage: ExtractionStage;
  readonly identity: Identity;
  /** The object this one belongs to, by that object's identity; null for a root. */
  readonly parent: Identity | null;
  readonly columns: readonly KindColumn[];
}

type ColumnValue<C extends KindColumn> = C['nullable'] extends true
  ? ValueTypes[C['type']] | null
  : ValueTypes[C['type']];

/** The row type that a declaration stands for. */
export type RowOf<K extends KindDeclaration> = {
  readonly [C in K['columns'][number] as C['name']]: ColumnValue<C>;
};

/** Declares a kind, keeping its literal types so that `RowOf` can be derived. */
export function defineKind<const K extends KindDeclaration>(declaration: K): K {
  return declaration;
}

/** A column that always has a value. */
export function required<const N extends string, T extends ValueType>(name: N, type: T, doc: string) {
  return { name, type, nullable: false, doc } as const;
}

/** A column that may be null. */
export function optional<const N extends string, T extends ValueType>(name: N, type: T, doc: string) {
  return { name, type, nullable: true, doc } as const;
}

/** A column whose value alone makes no new version (an oid); see `KindColumn.volatile`. */
export function physical<const N extends string, T extends 'int32' | 'int64'>(name: N, type: T, doc: string) {
  return { name, type, nullable: false, doc, volatile: true } as const;
}
