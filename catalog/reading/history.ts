import { kindDeclaration } from '../../contracts/kinds/index.js';
import type { Value } from '../../contracts/kinds/kind.js';
import type { ReadDialect } from './dialect.js';
import type { ObjectHistory, ObjectRow } from './read-model.js';
import type { ReadView } from './view.js';

interface VersionRow extends Readonly<Record<string, unknown>> {
  readonly from_run: string | null;
  readonly from_time: unknown;
  readonly to_run: string | null;
}

/** All states of an object that were published, oldest first, with what changed from each to the next. */
export async function readHistory(
  dialect: ReadDialect,
  { sourceId }: ReadView,
  { kind, objectId }: ObjectRow,
): Promise<ObjectHistory[]> {
  const { columns } = kindDeclaration(kind);
  const { table } = dialect;
  const rows = await dialect.rows<VersionRow>(
    'read the history of an object',
    `SELECT r.run_id AS from_run, r.ended_at AS from_time, t.run_id AS to_run, ${columns.map((column) => dialect.selected(column)).join(', ')}
     FROM ${table(`${kind}_version`)} v
     JOIN ${table('source')} s ON s.id = v.source_id AND v.valid_from_run <= s.published_run
     LEFT JOIN ${table('run')} r ON r.run_number = v.valid_from_run
     LEFT JOIN ${table('run')} t ON t.run_number = v.valid_to_run
     WHERE v.source_id = $1 AND v.object_id = $2 ORDER BY v.valid_from_run`,
    [sourceId, objectId],
  );
  const stable = columns.filter(({ volatile }) => volatile !== true);
  const valuesOf = (row: VersionRow) =>
    stable.map((column): readonly [string, Value] => [
      column.name,
      dialect.decode(column, row[column.name] ?? null),
    ]);
  return rows.map((row, index) => {
    const before = rows[index - 1];
    const earlier = new Map(before === undefined ? [] : valuesOf(before));
    const changes = valuesOf(row)
      .filter(([name, after]) => before !== undefined && earlier.get(name) !== after)
      .map(([attribute, after]) => ({ attribute, before: earlier.get(attribute) ?? null, after }));
    const from = row.from_time === null ? null : dialect.date(row.from_time);
    return { fromRun: row.from_run, from, toRun: row.to_run, changes };
  });
}
