import { objectId, type Phase, type SchemaObject } from './object.js';
import { type Grantable, privilegeStatements } from './privileges.js';
import { identifier, literal } from './quote.js';

/** What the script includes. */
export interface DdlOptions {
  /** Whether objects are given to their owners. */
  readonly owners: boolean;
  /** Whether privileges are granted. */
  readonly privileges: boolean;
}

/** An object as ALTER and COMMENT ON name it, with what they set. */
export interface Described {
  /** TABLE, MATERIALIZED VIEW, FUNCTION ... */
  readonly type: string;
  /** The object as SQL. */
  readonly name: string;
  readonly owner?: string;
  readonly comment?: string | null;
}

/** `ALTER ... OWNER TO` and `COMMENT ON`, where there is something to say. */
export function describing({ type, name, owner, comment }: Described, options: DdlOptions): string[] {
  const statements: string[] = [];
  if (owner !== undefined && options.owners) {
    statements.push(`ALTER ${type} ${name} OWNER TO ${identifier(owner)}`);
  }
  if (comment !== undefined && comment !== null) {
    statements.push(`COMMENT ON ${type} ${name} IS ${literal(comment)}`);
  }
  return statements;
}

/** The step that grants an object's privileges, after everything is made. */
export function granting(id: string, oid: bigint, grantable: Grantable, options: DdlOptions): SchemaObject[] {
  return options.privileges ? step(`${id} privileges`, 'privilege', oid, privilegeStatements(grantable), [id]) : [];
}

/** A step of its own, or none when it has nothing to say. */
export function step(
  id: string,
  phase: Phase,
  oid: bigint,
  statements: readonly string[],
  needs: readonly string[],
): SchemaObject[] {
  return statements.length === 0 ? [] : [{ id, phase, oid, statements, needs }];
}

/** The id of a schema, which whatever is in it needs. */
export function schemaId(schema: string): string {
  return objectId('schema', null, schema);
}
