import { qualifiedName } from '../../contracts/sql-identifiers.js';
import { type ComparableIndex, IndexesByTable } from '../comparable-index.js';
import type { LintRule } from '../rule.js';
import { indexSubject } from '../subject.js';

/** A B-tree serves whatever a B-tree on its first keys would, for a little more reading. */
function doesTheWorkOf(keeper: ComparableIndex, index: ComparableIndex): boolean {
  return (
    index.isBtree &&
    !index.enforces &&
    index.included.length === 0 &&
    index.keys.length < keeper.keys.length &&
    index.keys.every((key, position) => key === keeper.keys[position])
  );
}

export const redundantIndex: LintRule = {
  code: 'SS203',
  summary: 'The keys of an index are the first keys of another one.',
  why: 'The longer index serves the same lookups, and each write maintains both.',
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
            reason: `Its keys are the first ones of ${qualifiedName(keeper.schema_name, keeper.index_name)}.`,
            remedy: `DROP INDEX${concurrently} ${qualifiedName(index.schema_name, index.index_name)};`,
          });
        }
      },
    };
  },
};
