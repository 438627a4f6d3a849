import type { KindRow } from '../../contracts/kinds/index.js';
import { qualifiedName } from '../../contracts/sql-identifiers.js';
import { someOf } from '../columns-by-table.js';
import type { LintRule } from '../rule.js';
import { relationSubject } from '../subject.js';

export const viewBypassesRowSecurity: LintRule = {
  code: 'SS506',
  summary: "A view reads a table with row-level security with its owner's rights.",
  why: 'The policies that count are those of the owner of the view: whoever may read it sees the rows that the owner sees, all of them when that is a superuser or owns the table.',
  severity: 'warning',
  check: ({ relations, report }) => {
    const views = new Map<string, KindRow<'view'>>();
    const protectedTables = new Map<string, string[]>();
    return {
      view: (row) => {
        if (!row.security_invoker) views.set(qualifiedName(row.schema_name, row.table_name), row);
      },
      dependency: (row) => {
        const { dependent_schema, referenced_schema } = row;
        if (row.dependent_kind !== 'view' || dependent_schema === null || referenced_schema === null) return;
        if (relations.get(referenced_schema, row.referenced_name)?.hasRowSecurity !== true) return;
        const view = qualifiedName(dependent_schema, row.dependent_name);
        const table = qualifiedName(referenced_schema, row.referenced_name);
        const known = protectedTables.get(view) ?? [];
        if (!known.includes(table)) protectedTables.set(view, [...known, table]);
      },
      end: () => {
        for (const [view, tables] of protectedTables) {
          const row = views.get(view);
          if (row === undefined) continue;
          report(relationSubject('view', row), {
            reason: `It reads ${someOf(tables)} with the rights of ${row.owner}, not of whoever reads it.`,
            remedy: `ALTER VIEW ${view} SET (security_invoker = true); -- from PostgreSQL 15 on`,
          });
        }
      },
    };
  },
};
