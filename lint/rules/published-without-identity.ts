import type { KindRow } from '../../contracts/kinds/index.js';
import { qualifiedName, quoteIdentifier } from '../../contracts/sql-identifiers.js';
import { Publications } from '../publications.js';
import type { LintRule } from '../rule.js';
import { relationSubject } from '../subject.js';

export const publishedWithoutIdentity: LintRule = {
  code: 'SS610',
  summary: 'A table whose updates or deletes are published has no replica identity.',
  why: 'As long as it is in the publication, every UPDATE and DELETE of it fails.',
  severity: 'error',
  infersFrom: ['table_constraint'],
  check: ({ relations, report }) => {
    const publications = new Publications();
    const anonymous = new Map<string, KindRow<'table'>>();
    return {
      table: (row) => {
        const isReplicated = row.table_type === 'ordinary' && row.persistence === 'permanent';
        if (!isReplicated || !['default', 'nothing'].includes(row.replica_identity)) return;
        anonymous.set(qualifiedName(row.schema_name, row.table_name), row);
      },
      table_constraint: (row) => {
        const name = qualifiedName(row.schema_name, row.table_name);
        const isIdentity = row.constraint_type === 'primary key' && !row.is_deferrable;
        if (isIdentity && anonymous.get(name)?.replica_identity === 'default') anonymous.delete(name);
      },
      publication: (row) => {
        publications.add(row);
      },
      publication_table: (row) => {
        publications.addTable(row.publication_name, qualifiedName(row.schema_name, row.table_name));
      },
      publication_schema: (row) => {
        publications.addSchema(row.publication_name, row.schema_name);
      },
      end: () => {
        for (const [table, row] of anonymous) {
          const names = [table, ...relations.ancestors(row.schema_name, row.table_name)];
          const publication = publications.changesOf(names, row.schema_name);
          if (publication === undefined) continue;
          report(relationSubject('table', row), {
            reason: `Publication ${quoteIdentifier(publication)} publishes its updates or deletes, and its replica identity is ${row.replica_identity}, without a primary key that could be it.`,
            remedy: `ALTER TABLE ${table} ADD PRIMARY KEY (<columns>); -- or REPLICA IDENTITY FULL`,
          });
        }
      },
    };
  },
};
