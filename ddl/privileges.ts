import { identifier, nameList, parsed } from './quote.js';

/** An entry of an access control list. */
interface Privilege {
  readonly grantor: string;
  readonly grantee: string;
  readonly privilege: string;
  readonly grantable: boolean;
}

/** Whose new objects everybody may use, by what GRANT calls them. */
const USED_BY_EVERYBODY: readonly string[] = ['FUNCTION', 'PROCEDURE', 'LANGUAGE', 'TYPE'];

/** The object whose privileges are to be made. */
export interface Grantable {
  /** What GRANT calls its kind: TABLE, FUNCTION ... */
  readonly target: string;
  /** The object as SQL. */
  readonly name: string;
  readonly owner: string;
  readonly acl: string | null;
}

/** The name of everybody in a list of privileges; no role can have it. */
const isEverybody = (name: string) => name.toLowerCase() === 'public';
const role = (name: string) => (isEverybody(name) ? 'PUBLIC' : identifier(name));

/**
 * REVOKE and GRANT that turn a new object's privileges into those of the list; none where it is null. Granting starts from
 * nothing and keeps the list's order, in which the right to grant was handed on.
 */
export function privilegeStatements({ target, name, owner, acl }: Grantable): string[] {
  const entries = parsed<Privilege[] | null>(acl, null);
  if (entries === null) return [];
  const on = `ON ${target} ${name}`;
  return [
    ...(USED_BY_EVERYBODY.includes(target) ? [`REVOKE ALL ${on} FROM PUBLIC`] : []),
    `REVOKE ALL ${on} FROM ${identifier(owner)}`,
    ...grants(entries, owner, (privileges) => `${privileges.join(', ')} ${on}`),
  ];
}

/** GRANT of privileges on one column; a new column has none. */
export function columnPrivilegeStatements(
  table: string,
  column: string,
  owner: string,
  acl: string | null,
): string[] {
  return grants(parsed<Privilege[]>(acl, []), owner, (privileges) => {
    const ofColumn = privileges.map((privilege) => `${privilege} ${nameList([column])}`);
    return `${ofColumn.join(', ')} ON TABLE ${table}`;
  });
}

/** The end of ALTER DEFAULT PRIVILEGES for every group of privileges in a list: `GRANT ... ON TABLES TO role`. */
export function defaultGrants(acl: string, on: string): string[] {
  return grouped(parsed<Privilege[]>(acl, [])).map((grant) =>
    grantTo(grant, `${grant.privileges.join(', ')} ON ${on}`),
  );
}

interface Grant {
  readonly grantor: string;
  readonly grantee: string;
  readonly grantable: boolean;
  readonly privileges: string[];
}

function grantTo({ grantee, grantable }: Grant, what: string): string {
  return `GRANT ${what} TO ${role(grantee)}${grantable ? ' WITH GRANT OPTION' : ''}`;
}

/** Entries that one GRANT can make: those with the same roles and the same right to grant. */
function grouped(entries: readonly Privilege[]): Grant[] {
  const groups = new Map<string, Grant>();
  for (const { grantor, grantee, grantable, privilege } of entries) {
    const key = JSON.stringify([grantor, grantee, grantable]);
    const group = groups.get(key) ?? { grantor, grantee, grantable, privileges: [] };
    group.privileges.push(privilege);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What another role granted is granted in its name, since GRANTED BY takes only the current role. */
function grants(
  entries: readonly Privilege[],
  owner: string,
  whatOn: (privileges: readonly string[]) => string,
): string[] {
  return grouped(entries).flatMap((grant) => {
    const statement = grantTo(grant, whatOn(grant.privileges));
    if (grant.grantor === owner) return [statement];
    return [
      `SET SESSION AUTHORIZATION ${identifier(grant.grantor)}`,
      statement,
      'RESET SESSION AUTHORIZATION',
    ];
  });
}
