import type { Gap } from '../../contracts/extraction.js';
import type { Kind } from '../../contracts/kinds/index.js';

/** What a role is not shown of a kind, why, and what would show it. */
interface Denial {
  readonly what: string;
  readonly reason: string;
  readonly remedy: string;
}

const DENIALS: Partial<Record<Kind, Denial>> = {
  column_statistics: {
    what: 'columns of analyzed tables',
    reason: 'The role may not read these columns, so pg_stats leaves out their statistics.',
    remedy: 'GRANT SELECT on their tables, or make the role a member of pg_read_all_data (PostgreSQL 14).',
  },
  server_setting: {
    what: 'settings, at their default or not',
    reason: 'pg_settings shows them to superusers and members of pg_read_all_settings alone.',
    remedy: 'GRANT pg_read_all_settings TO the role.',
  },
};

/** The gap that stands for the objects of a kind that the counts say the role is denied. */
export function deniedGap(kind: Kind, schemaName: string | null, objects: number): Gap {
  const { what, reason, remedy } = DENIALS[kind] ?? {
    what: 'objects',
    reason: 'The role may not read them.',
    remedy: 'GRANT the role what `sourcesense doctor` names.',
  };
  const where = schemaName === null ? '' : ` in schema ${schemaName}`;
  return {
    kind,
    schemaName,
    objectName: `${objects} ${what}${where}`,
    status: 'denied',
    sqlState: '42501',
    reason,
    remedy,
    objects,
  };
}
