import { qualifiedName } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';
import { relationSubject } from '../subject.js';

const KEYWORDS = { table: 'TABLE', view: 'VIEW', materialized_view: 'MATERIALIZED VIEW' } as const;

interface Commented {
  readonly schema_name: string;
  readonly table_name: string;
  readonly comment: string | null;
}

export const undocumentedTable: LintRule = {
  code: 'SS701',
  summary: 'A table, view or materialized view has no comment.',
  why: 'Whoever finds it in a catalog must ask somebody what it is for.',
  severity: 'info',
  check: ({ relations, report }) => {
    const visit = (kind: keyof typeof KEYWORDS) => (row: Commented) => {
      const { schema_name, table_name, comment } = row;
      const isPartition = relations.get(schema_name, table_name)?.partitionOf != null;
      if (isPartition || (comment ?? '').trim() !== '') return;
      const keyword =
        kind === 'table' && 'foreign_server' in row && row.foreign_server !== null
          ? 'FOREIGN TABLE'
          : KEYWORDS[kind];
      report(relationSubject(kind, row), {
        reason: 'It has no comment.',
        remedy: `COMMENT ON ${keyword} ${qualifiedName(schema_name, table_name)} IS '...';`,
      });
    };
    return { table: visit('table'), view: visit('view'), materialized_view: visit('materialized_view') };
  },
};
