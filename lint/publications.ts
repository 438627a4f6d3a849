import type { KindRow } from '../contracts/kinds/index.js';

/** Which tables' updates and deletes are published. */
export class Publications {
  readonly #changing = new Set<string>();
  readonly #ofAllTables: string[] = [];
  readonly #ofTables = new Map<string, string[]>();
  readonly #ofSchemas = new Map<string, string[]>();

  add(row: KindRow<'publication'>): void {
    if (!row.publishes_update && !row.publishes_delete) return;
    this.#changing.add(row.publication_name);
    if (row.is_for_all_tables) this.#ofAllTables.push(row.publication_name);
  }

  addTable(publication: string, table: string): void {
    this.#ofTables.set(table, [...(this.#ofTables.get(table) ?? []), publication]);
  }

  addSchema(publication: string, schema: string): void {
    this.#ofSchemas.set(schema, [...(this.#ofSchemas.get(schema) ?? []), publication]);
  }

  /** A publication of updates or deletes of a table that is known by any of these names; undefined for none. */
  changesOf(names: readonly string[], schema: string): string | undefined {
    const candidates = [
      ...this.#ofAllTables,
      ...(this.#ofSchemas.get(schema) ?? []),
      ...names.flatMap((name) => this.#ofTables.get(name) ?? []),
    ];
    return candidates.find((publication) => this.#changing.has(publication));
  }
}
