import type {
  ArtifactRegistration,
  ArtifactRegistry,
  DuplicateContent,
  RegisteredArtifact,
} from '../provider.js';
import { verifyArtifact } from '../verify-artifact.js';
import { withClaims } from './artifact-claims.js';
import type { CatalogDatabase } from './pool.js';

/** How each field of a registration is stored: its column and type, in the order of the statements' parameters. */
const COLUMNS = {
  artifactId: ['artifact_id', 'text'],
  sourceUrl: ['source_url', 'text'],
  resolver: ['resolver', 'text'],
  contentType: ['content_type', 'text'],
  sizeBytes: ['size_bytes', 'bigint'],
  sha256: ['sha256', 'text'],
  storageUri: ['storage_uri', 'text'],
  runId: ['run_id', 'text'],
} as const satisfies Record<keyof ArtifactRegistration, readonly [column: string, type: string]>;

const FIELDS = Object.keys(COLUMNS) as readonly (keyof ArtifactRegistration)[];
const NAMES = FIELDS.map((field) => COLUMNS[field][0]).join(', ');
const PROJECTION = `id, registered_at AS "registeredAt", ${FIELDS.map((field) => `${COLUMNS[field][0]} AS "${field}"`).join(', ')}`;
const ARRAYS = FIELDS.map((field, index) => `$${index + 1}::${COLUMNS[field][1]}[]`).join(', ');

/**
 * One statement for one artifact or many. `DO NOTHING` would return no row for what is there, and reading it in the
 * same statement misses a row that another session has just committed: `DO UPDATE` locks it and returns it in every
 * case. Rows are locked in the order of their ids, so that two callers can't deadlock; an id given twice counts once,
 * as last given. The newest content wins: a key made anew after its object was damaged may have other bytes.
 */
const REGISTER = `
  INSERT INTO catalog.artifact AS known (${NAMES})
  SELECT DISTINCT ON (artifact_id) ${NAMES}
  FROM unnest(${ARRAYS}) WITH ORDINALITY AS given (${NAMES}, position)
  ORDER BY artifact_id, position DESC
  ON CONFLICT (artifact_id) DO UPDATE SET
    (${NAMES}) = ROW (${FIELDS.map((field) => `excluded.${COLUMNS[field][0]}`).join(', ')}),
    registered_at = CASE WHEN known.sha256 = excluded.sha256 THEN known.registered_at ELSE clock_timestamp() END
  RETURNING ${PROJECTION}`;

const USE = `
  INSERT INTO catalog.run_artifact (run_number, artifact_id)
  SELECT run_number, unnest($2::text[]) FROM catalog.run WHERE run_id = $1 ON CONFLICT DO NOTHING`;

/** The names of what a run made and of what it uses of earlier ones; `runId` is an expression. Both by an index. */
export const artifactIdsOf = (runId: string): string => `
  SELECT made.artifact_id FROM catalog.artifact made WHERE made.run_id = ${runId}
  UNION SELECT used.artifact_id FROM catalog.run_artifact used JOIN catalog.run u USING (run_number) WHERE u.run_id = ${runId}`;

/** A row as `pg` gives it. */
type ArtifactRow = Omit<RegisteredArtifact, 'sizeBytes'> & { readonly sizeBytes: bigint };

const toArtifact = (row: ArtifactRow): RegisteredArtifact => ({ ...row, sizeBytes: Number(row.sizeBytes) });

export function createArtifactRegistry(database: CatalogDatabase): ArtifactRegistry {
  const register = async (artifacts: readonly ArtifactRegistration[]): Promise<RegisteredArtifact[]> => {
    const rows = await database.query<ArtifactRow>(
      `register ${artifacts.length} artifacts`,
      REGISTER,
      FIELDS.map((field) => artifacts.map((artifact) => artifact[field])),
    );
    return rows.map(toArtifact);
  };
  const select = async (condition: string, ...values: unknown[]): Promise<RegisteredArtifact[]> => {
    const rows = await database.query<ArtifactRow>(
      'read its artifact registry',
      `SELECT ${PROJECTION} FROM catalog.artifact WHERE ${condition}`,
      values,
    );
    return rows.map(toArtifact);
  };
  const getByArtifact = async (artifactId: string) =>
    (await select('artifact_id = $1', artifactId))[0] ?? null;
  return {
    registerOrGet: async (artifact) => {
      const [registered] = await register([artifact]);
      if (registered === undefined) throw new Error(`no row for artifact ${artifact.artifactId}`);
      return registered;
    },
    registerAll: async (artifacts, usedBy) => {
      if (artifacts.length > 0) await register(artifacts);
      const others = artifacts.filter(({ runId }) => usedBy !== undefined && runId !== usedBy);
      if (others.length === 0) return;
      await database.query('register what a run consists of', USE, [
        usedBy,
        others.map((one) => one.artifactId),
      ]);
    },
    getByArtifact,
    getBySha256: (sha256) => select('sha256 = $1 ORDER BY artifact_id COLLATE "C"', sha256),
    listByRun: (runId) =>
      select(`artifact_id IN (${artifactIdsOf('$1')}) ORDER BY artifact_id COLLATE "C"`, runId),
    listAfter: (id, limit) => select('id > $1 ORDER BY id LIMIT $2', id, limit),
    verify: (artifactId, read, signal) => verifyArtifact(getByArtifact, artifactId, read, signal),
    withClaims: (artifacts, use) => withClaims(database, artifacts, use),
    findDuplicates: () =>
      database.query<DuplicateContent>(
        'find duplicate artifacts',
        `SELECT sha256, size_bytes::float8 AS "sizeBytes", array_agg(artifact_id ORDER BY artifact_id COLLATE "C") AS "artifactIds"
         FROM catalog.artifact GROUP BY sha256, size_bytes HAVING count(*) > 1
         ORDER BY size_bytes * (count(*) - 1) DESC, sha256`,
      ),
    stats: async () => {
      const [row] = await database.query<{ artifacts: bigint; sizeBytes: bigint; distinctContents: bigint }>(
        'count its artifacts',
        `SELECT count(*) AS artifacts, coalesce(sum(size_bytes), 0)::bigint AS "sizeBytes",
                count(DISTINCT sha256) AS "distinctContents" FROM catalog.artifact`,
      );
      return {
        artifacts: Number(row?.artifacts ?? 0n),
        sizeBytes: row?.sizeBytes ?? 0n,
        distinctContents: Number(row?.distinctContents ?? 0n),
      };
    },
  };
}
