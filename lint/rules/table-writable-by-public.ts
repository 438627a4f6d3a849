import { qualifiedName } from '../../contracts/sql-identifiers.js';
import { publicPrivileges } from '../access-list.js';
import type { LintRule } from '../rule.js';
import { relationSubject } from '../subject.js';

const WRITING: readonly string[] = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES'];

export const tableWritableByPublic: LintRule = {
  code: 'SS504',
  summary: 'Every role may change a table.',
  why: 'Whoever can connect can change or delete the rows, roles of other applications included.',
  severity: 'warning',
  check: ({ report }) => ({
    table: (row) => {
      const held = publicPrivileges(row.acl).filter((privilege) => WRITING.includes(privilege));
      if (held.length === 0) return;
      const list = held.join(', ');
      report(relationSubject('table', row), {
        reason: `PUBLIC has ${list} on it.`,
        remedy: `REVOKE ${list} ON ${qualifiedName(row.schema_name, row.table_name)} FROM PUBLIC;`,
      });
    },
  }),
};
