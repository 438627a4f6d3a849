import type { Kind } from '../contracts/kinds/index.js';
import type { Evidence } from './find-renames.js';
import type { RuleName, Severity } from './rules/rules.js';

export const CHANGE_TYPES = ['removed', 'renamed', 'changed', 'added', 'unknown'] as const;

/** What became of an object. `unknown`: one of the runs could not have seen it, or not all of it. */
export type ChangeType = (typeof CHANGE_TYPES)[number];

/** One attribute that is another than before. JSON attributes are values, not texts; whole numbers of 64 bits are texts. */
export interface AttributeChange {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly severity: Severity;
  readonly rule: RuleName;
  readonly code: string;
}

/** An object that depends on a changed one. */
export interface Affected {
  readonly kind: Kind;
  readonly name: string;
}

/** One difference between two runs. */
export interface Change {
  readonly change: ChangeType;
  readonly kind: Kind;
  /** The schema it is in, in the later run where it is there; null for what is in none. */
  readonly schemaName: string | null;
  /** As SQL names it, in the later run where it is there. */
  readonly name: string;
  /** The name that a renamed object had. */
  readonly previousName: string | null;
  /** How a renamed object is known to be the same. */
  readonly identifiedBy: Evidence | null;
  /** The worst of its rules; null when it is unknown what happened. */
  readonly severity: Severity | null;
  /** The rules that say so, worst first. */
  readonly rules: readonly RuleName[];
  /** Why in one sentence; of an unknown one, why it is unknown. */
  readonly reason: string;
  readonly attributes: readonly AttributeChange[];
  /** What came, went or stayed unseen together with it, such as a table's columns: objects per kind. */
  readonly includes: Partial<Record<Kind, number>>;
  /** What depends on it, in the earlier run, directly or through others. */
  readonly affects: readonly Affected[];
}
