import type { SourceFacts } from './extraction.js';

/** Whether a run gets all of something, some of it, or nothing. */
export type Availability = 'available' | 'partial' | 'missing';

/** What capabilities are about: the objects, what is known of them, and how the source may be read at all. */
export type CapabilityGroup = 'kind' | 'detail' | 'session';

/** Statements that would make a capability available, run on the source by somebody who may. */
export interface Remedy {
  readonly statements: readonly string[];
  /** What else they allow, when that is more than what is missing; one sentence. */
  readonly note: string | null;
}

/** One thing that a run needs from a source, and whether the role of the connection has it. */
export interface Capability {
  /** Snake case; of group `kind` the kind's own name. */
  readonly name: string;
  readonly group: CapabilityGroup;
  readonly availability: Availability;
  /** Objects there are, as far as the role can tell; null where there is nothing to count. */
  readonly total: number | null;
  /** Objects of those that are withheld; null when the source does not say how many. */
  readonly affected: number | null;
  /** What was found; one sentence. */
  readonly detail: string;
  /** What a run would leave out; null when that is nothing. */
  readonly skipped: string | null;
  /** The narrowest first, each sufficient by itself. */
  readonly remedies: readonly Remedy[];
}

/** What to print a role for. */
export interface RoleRequest {
  readonly role: string;
  /** Whether the role is to see column statistics, which takes the right to read the rows. */
  readonly columnStatistics: boolean;
  /** Whether the role is to see the settings that PostgreSQL shows to superusers only. */
  readonly allSettings: boolean;
}

/** What a source lets its connection's role see. */
export interface SourceExamination {
  readonly source: SourceFacts;
  readonly capabilities: readonly Capability[];
  /** The script that makes the role asked for, or null. */
  readonly roleScript: string | null;
}
