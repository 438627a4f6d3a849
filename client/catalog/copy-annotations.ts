import type { CatalogProvider, CatalogRow } from '../../catalog/provider.js';

/** Annotations that the destination lacks, and those of it that have been ended since. */
interface AnnotationChanges {
  readonly added: readonly CatalogRow[];
  readonly ended: readonly CatalogRow[];
}

/** What was said, by whom and when: an object that was renamed may be another one by now. */
function keyOf(row: CatalogRow): string {
  const { kind, field, value, author, set_at: setAt } = row;
  return JSON.stringify([kind, field, value, author, new Date(String(setAt)).getTime(), row['name']]);
}

async function changesOf(
  from: CatalogProvider,
  to: CatalogProvider,
  connection: string,
): Promise<AnnotationChanges> {
  const ours = await from.exportAnnotations(connection);
  const theirs = new Map((await to.exportAnnotations(connection)).map((row) => [keyOf(row), row]));
  const ended = ours.flatMap((row) => {
    const known = theirs.get(keyOf(row));
    if (known === undefined || row['cleared_at'] == null || known['cleared_at'] != null) return [];
    return [{ ...known, cleared_by: row['cleared_by'] ?? null, cleared_at: row['cleared_at'] }];
  });
  return { added: ours.filter((row) => !theirs.has(keyOf(row))), ended };
}

/**
 * Copies what people say of objects; what is said in the destination already stays. Returns how many it copied, or with
 * `dryRun` how many it would.
 */
export async function copyAnnotations(
  from: CatalogProvider,
  to: CatalogProvider,
  { dryRun }: { readonly dryRun: boolean },
): Promise<number> {
  let copied = 0;
  for (const connection of await from.listConnections()) {
    const { added, ended } = await changesOf(from, to, connection);
    if (added.length + ended.length === 0) continue;
    copied += dryRun ? added.length : await to.importAnnotations(connection, added, ended);
  }
  return copied;
}
