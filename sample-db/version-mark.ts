import type { Client } from 'pg';
import { SCHEMAS } from './schema-files.js';

/**
 * The mark of a complete sample database is a sentence at the end of its schemas' comments: it also tells people
 * where the schemas come from, and adds no object to the demonstration.
 */
const MARK = / Sample data of SourceSense, version ([0-9a-f]{12})\.$/;

/** What a database holds under the sample database's names. */
export interface SampleDatabaseState {
  /** Schemas of those names that carry no mark: somebody else's. */
  readonly foreignSchemas: readonly string[];
  /** The version that all three schemas carry, or null when one is missing or of another version. */
  readonly version: string | null;
}

/** Looks at the marks of a database. */
export async function readState(client: Client): Promise<SampleDatabaseState> {
  const { rows } = await client.query<{ name: string; comment: string | null }>(
    `SELECT nspname AS name, obj_description(oid, 'pg_namespace') AS comment
       FROM pg_catalog.pg_namespace WHERE nspname = ANY ($1) ORDER BY nspname`,
    [SCHEMAS],
  );
  const marked = rows.map(({ name, comment }) => ({ name, version: MARK.exec(comment ?? '')?.[1] ?? null }));
  const [version = null, ...others] = new Set(marked.map((schema) => schema.version));
  return {
    foreignSchemas: marked.filter((schema) => schema.version === null).map(({ name }) => name),
    version: marked.length === SCHEMAS.length && others.length === 0 ? version : null,
  };
}

/** Marks all schemas as complete, after their comments of their own. */
export async function markVersion(client: Client, version: string): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    `SELECT format('COMMENT ON SCHEMA %I IS %L', nspname,
              obj_description(oid, 'pg_namespace') || ' Sample data of SourceSense, version ' || $2 || '.') AS statement
       FROM pg_catalog.pg_namespace WHERE nspname = ANY ($1)`,
    [SCHEMAS, version],
  );
  await client.query(rows.map(({ statement }) => statement).join(';'));
}
