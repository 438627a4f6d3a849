import { quoteIdentifier } from '../../contracts/sql-identifiers.js';
import { publicPrivileges } from '../access-list.js';
import type { LintRule } from '../rule.js';

export const schemaOpenToPublic: LintRule = {
  code: 'SS503',
  summary: 'Every role may create objects in a schema.',
  why: 'A function or table that somebody puts there can be found before the intended one by whoever has the schema in the search path (CVE-2018-1058).',
  severity: 'warning',
  check: ({ report }) => ({
    schema: ({ schema_name, acl }) => {
      if (!publicPrivileges(acl).includes('CREATE')) return;
      const name = quoteIdentifier(schema_name);
      report(
        { kind: 'schema', schemaName: schema_name, tableName: null, objectName: name },
        {
          reason: 'PUBLIC has CREATE on it, as databases before PostgreSQL 15 have by default.',
          remedy: `REVOKE CREATE ON SCHEMA ${name} FROM PUBLIC;`,
        },
      );
    },
  }),
};
