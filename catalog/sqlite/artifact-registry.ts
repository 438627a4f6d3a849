import type {
  ArtifactRegistration,
  ArtifactRegistry,
  DuplicateContent,
  RegisteredArtifact,
} from '../provider.js';
import { verifyArtifact } from '../verify-artifact.js';
import { withClaims } from './artifact-claims.js';
import type { Session, SqliteDatabase, SqlValue } from './database.js';
import { fitText } from './values.js';

/** The column of each field of a registration, in the order of the statements' parameters. */
const COLUMNS = {
  artifactId: 'artifact_id',
  sourceUrl: 'source_url',
  resolver: 'resolver',
  contentType: 'content_type',
  sizeBytes: 'size_bytes',
  sha256: 'sha256',
  storageUri: 'storage_uri',
  runId: 'run_id',
} as const satisfies Record<keyof ArtifactRegistration, string>;

const FIELDS = Object.keys(COLUMNS) as readonly (keyof ArtifactRegistration)[];
const NAMES = FIELDS.map((field) => COLUMNS[field]).join(', ');
const PROJECTION = `id, registered_at AS "registeredAt", ${FIELDS.map((field) => `${COLUMNS[field]} AS "${field}"`).join(', ')}`;

/** The newest content wins: a key made anew after its object was damaged may have other bytes. */
const REGISTER = `
  INSERT INTO artifact (${NAMES}, registered_at) VALUES (${FIELDS.map(() => '?').join(', ')}, ?)
  ON CONFLICT (artifact_id) DO UPDATE SET
    ${FIELDS.map((field) => `${COLUMNS[field]} = excluded.${COLUMNS[field]}`).join(', ')},
    registered_at = iif(artifact.sha256 = excluded.sha256, artifact.registered_at, excluded.registered_at)
  RETURNING ${PROJECTION}`;

const USE = `
  INSERT INTO run_artifact (run_number, artifact_id)
  SELECT run_number, ? FROM run WHERE run_id = ? ON CONFLICT DO NOTHING`;

/** The names of what a run made and of what it uses of earlier ones; `runId` is an expression. */
export const artifactIdsOf = (runId: string): string => `
  SELECT made.artifact_id FROM artifact made WHERE made.run_id = ${runId}
  UNION SELECT used.artifact_id FROM run_artifact used JOIN run u USING (run_number) WHERE u.run_id = ${runId}`;

const DUPLICATES = `
  SELECT sha256, size_bytes AS "sizeBytes", json_group_array(artifact_id ORDER BY artifact_id) AS "artifactIds"
  FROM artifact GROUP BY sha256, size_bytes HAVING count(*) > 1
  ORDER BY size_bytes * (count(*) - 1) DESC, sha256`;

type DuplicateRow = Record<Exclude<keyof DuplicateContent, 'sizeBytes'>, string> & {
  readonly sizeBytes: bigint;
};

type ArtifactRow = Omit<RegisteredArtifact, 'sizeBytes' | 'registeredAt'> & {
  readonly sizeBytes: bigint;
  readonly registeredAt: string;
};

const toArtifact = (row: ArtifactRow): RegisteredArtifact => ({
  ...row,
  sizeBytes: Number(row.sizeBytes),
  registeredAt: new Date(row.registeredAt),
});

function register(session: Session, artifact: ArtifactRegistration): RegisteredArtifact {
  const values = FIELDS.map((field) => {
    const value = artifact[field];
    return typeof value === 'string' ? fitText(value) : BigInt(value);
  });
  const [row] = session.rows<ArtifactRow>(REGISTER, [...values, new Date().toISOString()]);
  if (row === undefined) throw new Error(`no row for artifact ${artifact.artifactId}`);
  return toArtifact(row);
}

export function createArtifactRegistry(database: SqliteDatabase): ArtifactRegistry {
  const select = async (condition: string, ...values: SqlValue[]): Promise<RegisteredArtifact[]> => {
    const sql = `SELECT ${PROJECTION} FROM artifact WHERE ${condition}`;
    return (await database.answer<ArtifactRow>('read its artifact registry', sql, values)).map(toArtifact);
  };
  const getByArtifact = async (artifactId: string) =>
    (await select('artifact_id = ?', artifactId))[0] ?? null;
  return {
    // Most calls ask for what is there: those write nothing, and wait for nobody.
    registerOrGet: async (artifact) => {
      const known = await getByArtifact(artifact.artifactId);
      if (known !== null && FIELDS.every((field) => known[field] === artifact[field])) return known;
      return database.write('register an artifact', (session) => register(session, artifact));
    },
    registerAll: async (artifacts, usedBy) => {
      if (artifacts.length === 0) return;
      await database.write(`register ${artifacts.length} artifacts`, (session) => {
        for (const artifact of artifacts) {
          register(session, artifact);
          if (usedBy === undefined || artifact.runId === usedBy) continue;
          session.run(USE, [fitText(artifact.artifactId), fitText(usedBy)]);
        }
      });
    },
    getByArtifact,
    getBySha256: (sha256) => select('sha256 = ? ORDER BY artifact_id', sha256),
    listByRun: (runId) =>
      select(`artifact_id IN (${artifactIdsOf('?')}) ORDER BY artifact_id`, ...[runId, runId]),
    listAfter: (id, limit) => select('id > ? ORDER BY id LIMIT ?', id, BigInt(limit)),
    verify: (artifactId, read, signal) => verifyArtifact(getByArtifact, artifactId, read, signal),
    withClaims: (artifacts, use) => withClaims(database, artifacts, use),
    findDuplicates: async () => {
      const rows = await database.answer<DuplicateRow>('find duplicate artifacts', DUPLICATES);
      return rows.map(({ sha256, sizeBytes, artifactIds }) => ({
        sha256,
        sizeBytes: Number(sizeBytes),
        artifactIds: JSON.parse(artifactIds) as string[],
      }));
    },
    stats: async () => {
      const [row] = await database.answer<{ artifacts: bigint; sizeBytes: bigint; distinctContents: bigint }>(
        'count its artifacts',
        `SELECT count(*) AS artifacts, coalesce(sum(size_bytes), 0) AS "sizeBytes",
                count(DISTINCT sha256) AS "distinctContents" FROM artifact`,
      );
      return {
        artifacts: Number(row?.artifacts ?? 0n),
        sizeBytes: row?.sizeBytes ?? 0n,
        distinctContents: Number(row?.distinctContents ?? 0n),
      };
    },
  };
}
