import type { KindColumn, Value } from '../../contracts/kinds/kind.js';
import type { KnownValue } from './attribute-values.js';

/** The texts of an entry that are searched. */
export type SearchedText = 'words' | 'comment' | 'definition';

/**
 * What the SQL of reading differs in from one provider's database to the next. Statements are written once, with
 * placeholders `$1`, `$2` ..., a version called `v` and an entry called `e`.
 */
export interface ReadDialect {
  /** A table of the catalog, by its bare name. */
  readonly table: (name: string) => string;
  /** How versions are joined to entries that were found: a planner without statistics must be told which come first. */
  readonly thenJoin: 'JOIN' | 'CROSS JOIN';
  /** An id of an object as text. */
  readonly id: (expression: string) => string;
  /** A column of a version as it is selected, under its own name; `decode` makes a value of what that gives. */
  readonly selected: (column: KindColumn) => string;
  readonly decode: (column: KindColumn, stored: unknown) => Value;
  /** A column of a version as it is compared: texts byte by byte, JSON as text, times in microseconds. */
  readonly compared: (column: KindColumn) => string;
  /** A value as a placeholder takes it. */
  readonly bound: (column: KindColumn, value: Value) => unknown;
  /** SQL LIKE without an escape character, case sensitive. `bindLike` makes the placeholder's value of a pattern. */
  readonly like: (operand: string, placeholder: string) => string;
  readonly bindLike: (pattern: string) => string;
  readonly prefix: (operand: string, placeholder: string) => string;
  /** A value of an attribute as `attribute_value` keeps it, called `d`, as it is compared. */
  readonly kept: (column: KindColumn) => string;
  /** Whether entries can be found by a kept value. */
  readonly isPosted: string;
  /**
   * The condition on entries `e` to have one of some values of an attribute, which leave few or are one condition of
   * several; null where the database finds that no faster than by looking at the versions.
   */
  readonly having: (values: readonly KnownValue[], areFew: boolean, bindings: Bindings) => string | null;
  /** Whether an id of an object is one of some. */
  readonly among: (expression: string, ids: readonly string[], bindings: Bindings) => string;
  /** A text in its order, which no index is to give. */
  readonly sorted: (expression: string) => string;
  /** Whether a text contains the placeholder's. */
  readonly contains: (operand: string, placeholder: string) => string;
  /**
   * Whether entry `e` has in a text, of each list of alternatives, a word that begins with one of them. `bindMatch` makes
   * the placeholder's value of the alternatives, which are words as `identifierWords` makes them.
   */
  readonly matches: (text: SearchedText, placeholder: string) => string;
  readonly bindMatch: (text: SearchedText, alternatives: readonly (readonly string[])[]) => string;
  /** A time of a run. */
  readonly date: (stored: unknown) => Date;
  readonly boundDate: (date: Date) => unknown;
  /** Runs a statement; `operation` completes "The catalog could not ...". Integers of 64 bits are bigints. */
  readonly rows: <Row extends object>(
    operation: string,
    sql: string,
    values: readonly unknown[],
  ) => Promise<readonly Row[]>;
  /** Runs statements in one transaction; `{now}` in one of them stands for the time. */
  readonly write: (operation: string, statements: readonly WriteStatement[]) => Promise<void>;
  /** Brings the entries of a source up to date with its published run; returns how many versions it took in. */
  readonly refresh: (sourceId: bigint) => Promise<number>;
}

/** A statement that changes something, with the values of its placeholders. */
export interface WriteStatement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** The values of a statement's placeholders, in order. */
export class Bindings {
  readonly values: unknown[] = [];

  /** The placeholder of a value. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
