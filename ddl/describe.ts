import { objectId, type Phase, type SchemaObject } from './object.js';
import { type Grantable, privilegeStatements } from './privileges.js';
import { identifier, literal } from './quote.js';

/** What the script includes. */
export interface DdlOptions {
  /** Whether objects are given to their owners. */
  readonly owners: boolean;
  /** Whether privileges are granted. */
  readonly privileges: boolean;
  /** Major version of the server that was read: the script is for the same one. */
  readonly major: number;
}

/** An object as ALTER and COMMENT ON name it, with what they set. */
export interface Described {
  /** TABLE, MATERIALIZED VIEW, FUNCTION ... */
  readonly type: string;
  /** The object as SQL. */
  readonly name: string;
  readonly owner?: string;
  readonly comment?: string | null;
  /** Extensions that it is dropped with. */
  readonly extensions?: readonly string[];
}

/** `ALTER ... OWNER TO`, `COMMENT ON` and `DEPENDS ON EXTENSION`, where there is something to say. */
export function describing(described: Described, options: DdlOptions): string[] {
  const { type, name, owner, comment, extensions = [] } = described;
  const statements: string[] = [];
  if (owner !== undefined && options.owners) {
    statements.push(`ALTER ${type} ${name} OWNER TO ${identifier(owner)}`);
  }
  if (comment !== undefined && comment !== null) {
    statements.push(`COMMENT ON ${type} ${name} IS ${literal(comment)}`);
  }
  for (const extension of extensions) {
    statements.push(`ALTER ${type} ${name} DEPENDS ON EXTENSION ${identifier(extension)}`);
  }
  return statements;
}

/** An object that has an owner, a comment and privileges like most. */
export interface Ordinary extends Described {
  readonly id: string;
  readonly phase: Phase;
  readonly oid: bigint;
  /** What makes it, and is needed for that. */
  readonly create: readonly string[];
  readonly needs: readonly string[];
  readonly placeholder?: SchemaObject['placeholder'];
  /** What GRANT calls it, for kinds that have privileges. */
  readonly target?: string;
  /** The object as GRANT names it, where that is not its name. */
  readonly granted?: string;
  readonly acl?: string | null;
}

/** The steps that make an ordinary object and grant its privileges. */
export function ordinary(object: Ordinary, options: DdlOptions): SchemaObject[] {
  const { id, phase, oid, create, needs, placeholder, target, name, granted = name, owner, acl } = object;
  const statements = [...create, ...describing(object, options)];
  const made = { id, phase, oid, statements, needs, ...(placeholder && { placeholder }) };
  if (target === undefined || owner === undefined) return [made];
  return [made, ...granting(id, oid, { target, name: granted, owner, acl: acl ?? null }, options)];
}

/** The step that grants an object's privileges, after everything is made. */
export function granting(id: string, oid: bigint, grantable: Grantable, options: DdlOptions): SchemaObject[] {
  if (!options.privileges) return [];
  const phase = grantable.target === 'SCHEMA' ? 'privilege on schema' : 'privilege';
  return step(`${id} privileges`, phase, oid, privilegeStatements(grantable), [id]);
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
