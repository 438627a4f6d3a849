import type { ObjectFilter } from '../contracts/object-filter.js';
import { createDecide, isDefault } from '../filters/decide.js';
import type { Selection } from '../filters/filter-batches.js';
import { qualifiedName } from '../filters/object-facts.js';
import type { ReadContext, Source } from '../sources/source.js';

/** What a run takes of a source's objects: its filter, and which relations are members of extensions there. */
export async function selectionFor(
  source: Source,
  context: ReadContext,
  filter: ObjectFilter,
): Promise<Selection> {
  const members = await source.extensionRelations(context);
  const extensions = new Map(
    members.map(({ schemaName, relationName, extensionName }) => [
      qualifiedName(schemaName, relationName),
      extensionName,
    ]),
  );
  return { decide: createDecide(filter), isDefault: isDefault(filter), extensions };
}
