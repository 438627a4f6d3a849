import { qualifiedName } from '../contracts/sql-identifiers.js';

/** What rules and scores need to know of a table, view or materialized view. */
export interface Relation {
  readonly kind: 'table' | 'view' | 'materialized_view';
  readonly schemaName: string;
  readonly tableName: string;
  /** Name of the partitioned table that it is a partition of, as `qualifiedName` writes it. */
  readonly partitionOf: string | null;
  readonly isPartitioned: boolean;
  readonly hasRowSecurity: boolean;
}

/** The relations of a run by name. A few hundred bytes each: the only thing that is kept of every table. */
export class Relations {
  readonly #byName = new Map<string, Relation>();

  add(relation: Relation): void {
    this.#byName.set(qualifiedName(relation.schemaName, relation.tableName), relation);
  }

  get(schemaName: string, tableName: string): Relation | undefined {
    return this.#byName.get(qualifiedName(schemaName, tableName));
  }

  /** The topmost partitioned table of a partition, the relation itself otherwise. */
  root(schemaName: string, tableName: string): Relation | undefined {
    let relation = this.get(schemaName, tableName);
    while (relation?.partitionOf) relation = this.#byName.get(relation.partitionOf);
    return relation;
  }

  /** Names of the partitioned tables above a partition, the nearest first. */
  ancestors(schemaName: string, tableName: string): string[] {
    const names: string[] = [];
    let parent = this.get(schemaName, tableName)?.partitionOf;
    while (parent) {
      names.push(parent);
      parent = this.#byName.get(parent)?.partitionOf;
    }
    return names;
  }

  /** All but partitions, in the order they were added. */
  *roots(): Iterable<Relation> {
    for (const relation of this.#byName.values()) if (relation.partitionOf === null) yield relation;
  }

  /** The keyword for changes of a table's indexes that let others write; there is none for partitioned tables. */
  concurrently(schemaName: string, tableName: string): string {
    return this.get(schemaName, tableName)?.isPartitioned === true ? '' : ' CONCURRENTLY';
  }

  /** Whether a name is that of a table that stands for itself: no view, and no partition, which follows its parent. */
  isOwnTable(schemaName: string, tableName: string): boolean {
    const relation = this.get(schemaName, tableName);
    return relation?.kind === 'table' && relation.partitionOf === null;
  }
}
