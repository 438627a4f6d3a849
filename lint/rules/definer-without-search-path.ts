import { qualifiedName } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';

interface Setting {
  readonly name: string;
  readonly value: string;
}

export const definerWithoutSearchPath: LintRule = {
  code: 'SS505',
  summary: 'A SECURITY DEFINER function runs with the search path of its caller.',
  why: "The caller decides which functions, operators and tables its unqualified names mean, and they run with the owner's rights.",
  severity: 'warning',
  check: ({ report }) => ({
    routine: (row) => {
      const settings = JSON.parse(row.configuration ?? '[]') as Setting[];
      // C functions look nothing up by name in a search path of ours.
      if (!row.is_security_definer || row.language === 'c' || row.language === 'internal') return;
      if (settings.some(({ name }) => name === 'search_path')) return;
      const signature = `${qualifiedName(row.schema_name, row.routine_name)}(${row.argument_types})`;
      const keyword = row.routine_type === 'procedure' ? 'PROCEDURE' : 'FUNCTION';
      report(
        { kind: 'routine', schemaName: row.schema_name, tableName: null, objectName: signature },
        {
          reason: `It is SECURITY DEFINER, owned by ${row.owner}, and sets no search_path.`,
          remedy: `ALTER ${keyword} ${signature} SET search_path = pg_catalog, pg_temp; -- and qualify the names in it`,
        },
      );
    },
  }),
};
