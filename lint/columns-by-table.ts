import type { KindRow } from '../contracts/kinds/index.js';
import type { Check } from './rule.js';

/**
 * A check that gathers columns of a table and speaks once for all of them. Columns pass table by table, so that only
 * those of one are held.
 */
export function byTable(
  picks: (column: KindRow<'column'>) => boolean,
  speak: (columns: readonly [KindRow<'column'>, ...KindRow<'column'>[]], ofAll: number) => void,
): Check {
  let last: KindRow<'column'> | undefined;
  let picked: KindRow<'column'>[] = [];
  let ofAll = 0;
  const end = () => {
    const [first, ...others] = picked;
    if (first !== undefined) speak([first, ...others], ofAll);
    picked = [];
    ofAll = 0;
  };
  return {
    column: (row) => {
      if (row.table_name !== last?.table_name || row.schema_name !== last.schema_name) end();
      last = row;
      ofAll++;
      if (picks(row)) picked.push(row);
    },
    end,
  };
}

/** Names for a sentence, no more than ten of them: `a, b and 30 more`. */
export function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(', ');
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
