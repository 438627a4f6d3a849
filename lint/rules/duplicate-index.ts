import { qualifiedName } from '../../contracts/sql-identifiers.js';
import { type ComparableIndex, includesAllOf, IndexesByTable, sameKeys } from '../comparable-index.js';
import type { LintRule } from '../rule.js';
import { indexSubject } from '../subject.js';

/** Same keys; of two that are alike the older one stays, and one that enforces nothing never replaces one that does. */
function doesTheWorkOf(keeper: ComparableIndex, index: ComparableIndex): boolean {
  if (!sameKeys(keeper, index) || !includesAllOf(keeper, index)) return false;
  if (index.isReplicaIdentity || index.constraintName !== null) return false;
  if (index.isUnique && !keeper.isUnique) return false;
  const isAlike =
    keeper.isUnique === index.isUnique && keeper.constraintName === null && includesAllOf(index, keeper);
  return !isAlike || keeper.oid < index.oid;
}

export const duplicateIndex: LintRule = {
  code: 'SS202',
  summary: 'Two indexes of a table have the same keys.',
  why: 'Each write maintains both, both take space and cache, and reading gains nothing.',
  severity: 'warning',
  check: ({ relations, report }) => {
    const indexes = new IndexesByTable();
    return {
      index: (row) => {
        indexes.add(row);
      },
      end: () => {
        for (const { index, keeper } of indexes.pairs(doesTheWorkOf)) {
          const concurrently = relations.concurrently(index.schema_name, index.table_name);
          report(indexSubject(index), {
            reason: `It has the same keys as ${qualifiedName(keeper.schema_name, keeper.index_name)}.`,
            remedy: `DROP INDEX${concurrently} ${qualifiedName(index.schema_name, index.index_name)};`,
          });
        }
      },
    };
  },
};
