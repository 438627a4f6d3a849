import type { Kind } from '../../contracts/kinds/index.js';
import type { Row } from '../row.js';
import type { RuleName } from './rules.js';

/** What it means that an object comes, goes or gets another name. */
export interface PresenceRules {
  readonly added: (row: Row) => RuleName;
  readonly removed: (row: Row) => RuleName;
  readonly renamed: RuleName;
}

const always = (rule: RuleName) => () => rule;

/** What queries, code and grants name: tables, columns, types, routines and most others. */
const ORDINARY: PresenceRules = {
  added: always('object-added'),
  removed: always('object-removed'),
  renamed: 'object-renamed',
};

const isRequired = (row: Row) =>
  row['is_nullable'] === false &&
  row['default_expression'] === null &&
  row['generated'] === null &&
  row['identity_generation'] === null;

const AUTOMATION: PresenceRules = {
  added: always('automation-added'),
  removed: always('automation-removed'),
  renamed: 'part-renamed',
};

const REPLICATION: PresenceRules = {
  added: always('replication-changed'),
  removed: always('replication-narrowed'),
  renamed: 'replication-changed',
};

const GRANT: PresenceRules = {
  added: always('access-widened'),
  removed: always('access-narrowed'),
  renamed: 'access-changed',
};

const FIGURES: PresenceRules = {
  added: always('figure-changed'),
  removed: always('figure-changed'),
  renamed: 'figure-changed',
};

const isKeyConstraint = ({ constraint_type: type }: Row) => type === 'primary key' || type === 'unique';

/** The kinds that are not `ORDINARY`. */
const BY_KIND: Partial<Record<Kind, PresenceRules>> = {
  table: {
    ...ORDINARY,
    removed: (row) => (row['is_partition'] === true ? 'partition-removed' : 'object-removed'),
  },
  column: {
    ...ORDINARY,
    added: (row) => (isRequired(row) ? 'required-column-added' : 'object-added'),
  },
  table_constraint: {
    added: always('constraint-added'),
    removed: (row) => (isKeyConstraint(row) ? 'key-removed' : 'constraint-removed'),
    renamed: 'part-renamed',
  },
  foreign_key: {
    added: always('constraint-added'),
    removed: always('constraint-removed'),
    renamed: 'part-renamed',
  },
  index: {
    added: (row) => (row['is_unique'] === true ? 'constraint-added' : 'object-added'),
    removed: (row) => (row['is_unique'] === true ? 'key-removed' : 'aid-removed'),
    renamed: 'aid-renamed',
  },
  extended_statistics: {
    added: always('object-added'),
    removed: always('aid-removed'),
    renamed: 'aid-renamed',
  },
  trigger: AUTOMATION,
  rule: AUTOMATION,
  event_trigger: AUTOMATION,
  policy: {
    added: ({ is_permissive: permissive }) => (permissive === true ? 'access-widened' : 'access-narrowed'),
    removed: ({ is_permissive: permissive }) => (permissive === true ? 'access-narrowed' : 'access-widened'),
    renamed: 'aid-renamed',
  },
  publication: REPLICATION,
  publication_table: REPLICATION,
  publication_schema: REPLICATION,
  subscription: REPLICATION,
  role_membership: GRANT,
  privilege: GRANT,
  default_privilege: {
    added: always('access-changed'),
    removed: always('access-changed'),
    renamed: 'access-changed',
  },
  user_mapping: GRANT,
  server_setting: {
    added: always('setting-changed'),
    removed: always('setting-changed'),
    renamed: 'setting-changed',
  },
  table_statistics: FIGURES,
  column_statistics: FIGURES,
};

/** The rules for objects of a kind that come, go or are renamed. */
export function presenceRules(kind: Kind): PresenceRules {
  return BY_KIND[kind] ?? ORDINARY;
}
