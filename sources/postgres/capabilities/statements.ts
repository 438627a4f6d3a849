/** Objects that a remedy names one by one; more of them are granted by schema. */
export const MAX_NAMED = 20;
/** Schemas that a statement names; for more of them, one statement loops over all, so that it stays readable. */
const MAX_SCHEMAS = 100;

/** What can be granted on all objects of a schema at once. */
export type SchemaObjects = 'TABLES' | 'SEQUENCES';

const RELATION_KINDS: Readonly<Record<SchemaObjects, string>> = {
  TABLES: "'r', 'p', 'v', 'm', 'f'",
  SEQUENCES: "'S'",
};

/** `GRANT SELECT ON ALL TABLES IN SCHEMA a, b TO role`; identifiers are quoted already. */
export function grantInSchemas(objects: SchemaObjects, schemas: readonly string[], role: string): string[] {
  if (schemas.length === 0) return [];
  if (schemas.length <= MAX_SCHEMAS) {
    return [`GRANT SELECT ON ALL ${objects} IN SCHEMA ${schemas.join(', ')} TO ${role};`];
  }
  return [
    [
      'DO $grant$',
      'DECLARE s name;',
      'BEGIN',
      '  FOR s IN SELECT DISTINCT n.nspname FROM pg_catalog.pg_namespace n',
      '           JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid',
      `           WHERE c.relkind IN (${RELATION_KINDS[objects]})`,
      "             AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' LOOP",
      `    EXECUTE pg_catalog.format('GRANT SELECT ON ALL ${objects} IN SCHEMA %I TO ${role.replaceAll("'", "''").replaceAll('%', '%%')}', s);`,
      '  END LOOP;',
      'END $grant$;',
    ].join('\n'),
  ];
}

/** One statement per privilege, such as `SELECT ON TABLE s.t`. */
export function grantEach(privileges: readonly string[], role: string): string[] {
  return privileges.map((privilege) => `GRANT ${privilege} TO ${role};`);
}

/** The value of a `jsonb` array of texts as it was read; none when it is null. */
export function textArray(json: string | null | undefined): string[] {
  return json === null || json === undefined ? [] : (JSON.parse(json) as string[]);
}
