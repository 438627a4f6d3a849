import type { Kind, KindRow } from '../contracts/kinds/index.js';
import type { Relations } from './relations.js';

/** How bad a finding is, worst first. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** What `--fail-on` takes: the least severe finding that fails a check. */
export const FAIL_ON = [...SEVERITIES, 'never'] as const;

export type FailOn = (typeof FAIL_ON)[number];

/** The object that a finding is about. */
export interface Subject {
  readonly kind: Kind;
  /** Null for what is in no schema. */
  readonly schemaName: string | null;
  /** The table, view or materialized view it belongs to or is; null for what belongs to none. */
  readonly tableName: string | null;
  /** Its full name in SQL: `shop.orders`, `shop.orders.placed_at`. */
  readonly objectName: string;
}

/** What a rule has against an object: the facts in one sentence, and what to do, in SQL where SQL can. */
export interface Problem {
  readonly reason: string;
  readonly remedy: string;
}

/** What can be tuned about the rules. */
export interface LintSettings {
  /** Days that statistics must cover before an index without scans counts as unused. */
  readonly unusedIndexDays: number;
}

/** What a rule works with while a run's objects pass by. */
export interface LintContext {
  /** Every table, view and materialized view of the run: read before anything else. */
  readonly relations: Relations;
  /** When the run began: ages are counted up to here. */
  readonly readAt: Date;
  readonly settings: LintSettings;
  readonly report: (subject: Subject, problem: Problem) => void;
}

/**
 * A rule at work on one run: it sees the objects of the kinds it names, and reports what it finds at once or at the
 * end. Each kind passes once for all rules together, `column` last, so that a rule that looks for certain columns knows
 * by then which, and keeps those only: memory stays flat however many columns there are.
 */
export type Check = { readonly [K in Kind]?: (row: KindRow<K>) => void } & { readonly end?: () => void };

/** A rule of the model lint, its declaration and its check. `docs/lint.md` is made from the declarations. */
export interface LintRule {
  /** `SS` and three digits; it never changes. The first digit is the rule's group. */
  readonly code: `SS${number}`;
  /** What it finds, one sentence. */
  readonly summary: string;
  /** Why that matters, one or two sentences. */
  readonly why: string;
  readonly severity: Severity;
  /** Whether it is off until it is asked for: matters of taste. */
  readonly offByDefault?: boolean;
  /**
   * Kinds of which it takes a missing object for one that does not exist: it says nothing about schemas of which the run
   * could not read all objects of these kinds.
   */
  readonly infersFrom?: readonly Kind[];
  readonly check: (context: LintContext) => Check;
}
