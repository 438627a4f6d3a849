/** One privilege of an access list, as the catalog's `acl` columns have it. */
export interface Grant {
  readonly grantor: string;
  readonly grantee: string;
  readonly privilege: string;
  readonly grantable: boolean;
}

/** The privileges that everybody has by an access list; none by the default one of schemas and tables. */
export function publicPrivileges(acl: string | null): string[] {
  const grants = acl === null ? [] : (JSON.parse(acl) as Grant[]);
  return grants.filter(({ grantee }) => grantee === 'PUBLIC').map(({ privilege }) => privilege);
}
