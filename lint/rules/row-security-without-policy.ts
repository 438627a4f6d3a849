import type { KindRow } from '../../contracts/kinds/index.js';
import { qualifiedName } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';
import { relationSubject } from '../subject.js';

export const rowSecurityWithoutPolicy: LintRule = {
  code: 'SS501',
  summary: 'A table has row-level security enabled and no policy.',
  why: 'Everybody but its owner and superusers sees no row and can change none, without an error.',
  severity: 'warning',
  infersFrom: ['policy'],
  check: ({ report }) => {
    const closed = new Map<string, KindRow<'table'>>();
    return {
      table: (row) => {
        if (row.row_security_enabled) closed.set(qualifiedName(row.schema_name, row.table_name), row);
      },
      policy: (row) => {
        closed.delete(qualifiedName(row.schema_name, row.table_name));
      },
      end: () => {
        for (const [name, row] of closed) {
          report(relationSubject('table', row), {
            reason: 'Row-level security is enabled, and there is no policy that lets anybody in.',
            remedy: `CREATE POLICY <name> ON ${name} FOR SELECT TO <role> USING (<condition>);`,
          });
        }
      },
    };
  },
};
