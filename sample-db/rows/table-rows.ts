/** A value as `COPY` takes it; dates and JSON are texts, arrays become PostgreSQL array literals. */
export type CopyValue = string | number | boolean | null | readonly (string | number)[];

/** One row; its keys are column names. */
export type Row = Readonly<Record<string, CopyValue>>;

/** What a table of the sample database holds. */
export interface TableRows {
  /** Qualified name; plain lower-case identifiers, so that it needs no quotes. */
  readonly table: string;
  /** The same rows at every call, all with the same keys in the same order. */
  rows(): Iterable<Row>;
}
