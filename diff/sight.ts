import type { Gap, SchemaLedgerLine } from '../contracts/extraction.js';
import { type Kind, kindDeclaration } from '../contracts/kinds/index.js';
import type { KindColumn } from '../contracts/kinds/kind.js';
import type { ObjectFilter } from '../contracts/object-filter.js';
import { createDecide, type Decide } from '../filters/decide.js';
import { factsOf, qualifiedName, type RelationExtensions } from '../filters/object-facts.js';
import { type Row, textOf } from './row.js';

/** What a run says of what it could see. */
export interface RunScope {
  /** How sentences name the run: `the later run`. */
  readonly called: string;
  /** The filter in force; null when it was not kept. */
  readonly filter: ObjectFilter | null;
  readonly ledger: readonly SchemaLedgerLine[];
  readonly gaps: readonly Gap[];
}

/** What the other run knows of extensions. */
export interface Extensions {
  /** Relations that are members of one, among those that this run has not. */
  readonly relations: RelationExtensions;
  /** Whether one that both runs have got further members in this run: what it took in, a filter leaves out. */
  readonly grew: boolean;
}

/** Tells whether a run that has no object of a name can be believed. */
export class Sight {
  readonly #scope: RunScope;
  readonly #extensions: Extensions;
  readonly #decide: Decide | null;
  readonly #ledger: ReadonlyMap<string, SchemaLedgerLine>;
  readonly #moved: ReadonlySet<string>;
  readonly #partial: ReadonlySet<string>;

  constructor(scope: RunScope, extensions: Extensions) {
    const { filter, ledger, gaps } = scope;
    this.#scope = scope;
    this.#extensions = extensions;
    this.#decide = filter === null ? null : createDecide(filter);
    this.#ledger = new Map(ledger.map((line) => [lineKey(line.kind, line.schemaName), line]));
    const named = (status: Gap['status']) =>
      new Set(gaps.filter((gap) => gap.status === status).map(({ objectName }) => objectName));
    this.#moved = named('moved');
    this.#partial = named('partial');
  }

  /** Why the run may just not have seen an object that the other has; null when it would have. */
  whyUnseen(kind: Kind, row: Row): string | null {
    return this.#whyLeftOut(kind, row) ?? this.#whyUnread(kind, row);
  }

  /** Whether a value may be missing because the run could not read it: the object has a gap of its own. */
  isUnread({ nullable, type }: KindColumn, kind: Kind, row: Row, value: unknown): boolean {
    if (!gapNames(kind, row).some((name) => this.#partial.has(name) || this.#moved.has(name))) return false;
    return type === 'json' || (nullable && value === null);
  }

  #whyLeftOut(kind: Kind, row: Row): string | null {
    const { called } = this.#scope;
    if (this.#decide === null) return `Which filter ${called} had was not kept.`;
    const { columns } = kindDeclaration(kind);
    const batch = { rows: 1, columns: columns.map(({ name }) => [row[name] ?? null]) };
    const { included, rule } = this.#decide(factsOf(kind, this.#extensions.relations)(batch, 0));
    return included ? null : `The filter of ${called} leaves it out (${rule}).`;
  }

  #whyUnread(kind: Kind, row: Row): string | null {
    const { called } = this.#scope;
    const schema = textOf(row, 'schema_name');
    if (gapNames(kind, row).some((name) => this.#moved.has(name))) {
      return `It changed each time ${called} read it.`;
    }
    for (const place of new Set([schema, null])) {
      const line = this.#ledger.get(lineKey(kind, place));
      if (line === undefined) continue;
      const where = place === null ? '' : ` in schema ${place}`;
      const { denied, failed, difference, filtered } = line;
      if (denied > 0) return `${called} was denied ${denied} objects of kind ${kind}${where}.`;
      if (failed > 0) return `${called} could not read ${failed} objects of kind ${kind}${where}.`;
      if (difference !== 0) {
        return `Of kind ${kind}${where}, what ${called} read differs from what the source counted by ${Math.abs(difference)}.`;
      }
      if (filtered > 0 && this.#extensions.grew) {
        return `It may have become a member of an extension, which ${called} leaves out.`;
      }
    }
    return null;
  }
}

const lineKey = (kind: Kind, schema: string | null) => JSON.stringify([kind, schema]);

/** The names under which gaps tell of an object: its relation's, and its own. */
function gapNames(kind: Kind, row: Row): string[] {
  const own = kindDeclaration(kind).identity.columns.filter((column) => column !== 'database_name');
  const names = [own, ['schema_name', 'table_name']].map((columns) =>
    columns.map((column) => textOf(row, column) ?? '').join('.'),
  );
  return names;
}

/** The members of extensions among relations. */
export function relationExtensions(relations: Iterable<Row>): RelationExtensions {
  const found = new Map<string, string>();
  for (const row of relations) {
    const extension = textOf(row, 'extension_name');
    const name = textOf(row, 'table_name');
    if (extension !== null && name !== null) {
      found.set(qualifiedName(textOf(row, 'schema_name') ?? '', name), extension);
    }
  }
  return found;
}
