import type { Annotation } from '../../catalog/annotations/annotations.js';
import type { CatalogObject, CatalogReader } from '../../catalog/provider.js';
import type { Kind, KindRow } from '../../contracts/kinds/index.js';
import { quoteIdentifier } from '../../contracts/sql-identifiers.js';
import { commentStatement, commentTargets } from '../../ddl/index.js';
import { readRows } from './ddl.js';
import type { PublishedRun } from './published-run.js';

/** A script of COMMENT ON statements, and the objects whose descriptions it can't hold. */
export interface CommentScript {
  readonly statements: readonly string[];
  readonly leftOut: readonly string[];
}

/** Kinds that no script makes, and that can have comments all the same. */
const OUTSIDE_SCRIPTS: Partial<Readonly<Record<Kind, string>>> = {
  database: 'DATABASE',
  role: 'ROLE',
  tablespace: 'TABLESPACE',
};

/**
 * The descriptions that people gave to a run's objects, as COMMENT ON in the server's own syntax for each kind. Members of
 * extensions are left out, whose comments are their extension's, and what is gone.
 */
export async function commentScript(
  catalog: CatalogReader,
  run: PublishedRun,
  annotations: readonly Annotation[],
): Promise<CommentScript> {
  const described = annotations.filter(({ description }) => description !== null);
  const numbers = new Map(described.map(({ kind, objectId }, number) => [`${kind} ${objectId}`, number]));
  const numbered = (kind: Kind, row: CatalogObject<Kind>): KindRow<Kind> =>
    'comment' in row ? { ...row, comment: numbers.get(`${kind} ${row.object_id}`)?.toString() ?? null } : row;
  const rows = await readRows(catalog, run.runId, numbered);
  const targets = new Map<number, string>();
  for (const [number, { kind, name, isOrphaned }] of described.entries()) {
    const outside = OUTSIDE_SCRIPTS[kind];
    if (outside !== undefined && !isOrphaned) targets.set(number, `${outside} ${quoteIdentifier(name)}`);
  }
  const major = Number.parseInt(run.facts.serverVersion, 10);
  for (const { number, target } of commentTargets(rows, major)) targets.set(number, target);
  const statements = described.flatMap(({ description }, number) => {
    const target = targets.get(number);
    return target === undefined ? [] : [commentStatement(target, description?.value ?? '')];
  });
  const leftOut = described.filter((_, number) => !targets.has(number)).map(({ name }) => name);
  return { statements, leftOut };
}

/** The script as text. */
export async function* commentScriptText(
  { statements }: CommentScript,
  runId: string,
): AsyncGenerator<string> {
  await Promise.resolve();
  yield `-- What people say of the objects that run ${runId.replaceAll(/[\r\n]+/g, ' ')} of SourceSense found.\n\n`;
  for (const statement of statements) yield `${statement};\n`;
}
