import pg from 'pg';
import type { RoleRequest } from '../../../contracts/examination.js';
import type { PostgresConnectionConfig } from '../config.js';
import { type DeniedName, deniedNames } from './kinds.js';
import type { Examination } from './examination.js';
import { grantEach, grantInSchemas, type SchemaObjects, textArray } from './statements.js';

/** One step of the script: what it is for, and its statements. */
type Step = readonly [comment: string, statements: readonly string[]];

/** What is in the database that a role needs grants for; identifiers are quoted. */
interface RoleGrants {
  readonly database: string;
  readonly sequenceSchemas: readonly string[];
  readonly tableSchemas: readonly string[];
  readonly owners: readonly string[];
  readonly rowSecurityTables: number;
}

/**
 * A script for `psql` that makes a role which can do what SourceSense needs and no more. It never makes a superuser, and
 * grants no right to read rows unless column statistics are asked for.
 */
export async function roleScript(
  examination: Examination,
  config: PostgresConnectionConfig,
  request: RoleRequest,
): Promise<string> {
  const role = pg.escapeIdentifier(request.role);
  const grants = await readRoleGrants(examination);
  const denied = await deniedNames(examination, Object.values(examination.extraction.kinds), 'public');
  const steps: Step[] = [
    ...loginSteps(role, config, grants),
    ...catalogSteps(role, denied),
    ...objectSteps(role, 'SEQUENCES', grants.sequenceSchemas, grants.owners),
    ...(request.columnStatistics ? statisticsSteps(role, grants, examination.major) : []),
    ...(request.allSettings ? [settingsStep(role)] : []),
  ];
  return [heading(role, grants, request, examination.major), ...steps.map(asText)].join('\n\n') + '\n';
}

async function readRoleGrants({ session, queries }: Examination): Promise<RoleGrants> {
  const [row = []] = await session.all(queries['role-grants'], []);
  const [database, sequenceSchemas, tableSchemas, owners, rowSecurityTables] = row;
  return {
    database: database ?? '',
    sequenceSchemas: textArray(sequenceSchemas),
    tableSchemas: textArray(tableSchemas),
    owners: textArray(owners),
    rowSecurityTables: Number(rowSecurityTables),
  };
}

function heading(role: string, { database }: RoleGrants, request: RoleRequest, major: number): string {
  const lacks = [
    ...(request.columnStatistics ? [] : ['column statistics, which take the right to read rows']),
    ...(request.allSettings ? [] : ['settings that PostgreSQL shows to superusers only']),
  ];
  return comment(
    `Role ${role} for SourceSense on database ${database} of PostgreSQL ${major}. Run it there with psql, as a role that may create roles and owns the objects, or as a superuser.`,
    `It needs no USAGE on schemas and no rights on tables: names, columns, definitions, privileges and sizes are in pg_catalog, which every role may read.`,
    ...(lacks.length === 0 ? [] : [`It does not see ${lacks.join('; nor ')}.`]),
  );
}

function loginSteps(role: string, config: PostgresConnectionConfig, { database }: RoleGrants): Step[] {
  const { max_sessions, statement_timeout_ms, lock_timeout_ms } = config;
  return [
    [
      `May log in and nothing else. Sessions: ${max_sessions} that read (max_sessions), one that makes first contact, one that cancels.`,
      [
        `CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION CONNECTION LIMIT ${max_sessions + 2};`,
      ],
    ],
    [`Give it a password, which then stands in no file: \\password ${role}`, []],
    [
      'Changes nothing by mistake: every transaction is read-only unless it says otherwise. SourceSense says READ ONLY itself.',
      [`ALTER ROLE ${role} SET default_transaction_read_only = on;`],
    ],
    [
      'Is never in the way: no statement runs, waits for a lock or keeps a transaction open for longer.',
      [
        `ALTER ROLE ${role} SET statement_timeout = ${statement_timeout_ms};`,
        `ALTER ROLE ${role} SET lock_timeout = ${lock_timeout_ms};`,
        `ALTER ROLE ${role} SET idle_in_transaction_session_timeout = ${statement_timeout_ms};`,
      ],
    ],
    [
      'May connect to this database, also where PUBLIC may not.',
      [`GRANT CONNECT ON DATABASE ${database} TO ${role};`],
    ],
  ];
}

/** What is open by columns (pg_subscription) is open as far as the queries go: their test on every version shows it. */
function catalogSteps(role: string, denied: readonly DeniedName[]): Step[] {
  const privileges = denied.filter(({ isPartial }) => !isPartial).map(({ privilege }) => privilege);
  if (privileges.length === 0) return [];
  return [['Parts of pg_catalog that are not open to every role here.', grantEach(privileges, role)]];
}

/** Objects there are, and those that their owners will make. */
function objectSteps(
  role: string,
  objects: SchemaObjects,
  schemas: readonly string[],
  owners: readonly string[],
): Step[] {
  const [what, warning] = {
    SEQUENCES: ['The last values of sequences', 'SELECT shows them; taking values would need USAGE.'],
    TABLES: [
      'Column statistics',
      'PostgreSQL shows them only to roles that may read the rows: THIS LETS THE ROLE READ ALL ROWS.',
    ],
  }[objects];
  return [
    ...(schemas.length === 0
      ? []
      : [[`${what}. ${warning}`, grantInSchemas(objects, schemas, role)] as const]),
    ...(owners.length === 0
      ? []
      : [
          [
            `The same for ${objects.toLowerCase()} that their present owners will make.`,
            owners.map(
              (owner) => `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT SELECT ON ${objects} TO ${role};`,
            ),
          ] as const,
        ]),
  ];
}

function statisticsSteps(role: string, grants: RoleGrants, major: number): Step[] {
  const { tableSchemas, owners, rowSecurityTables } = grants;
  const steps = objectSteps(role, 'TABLES', tableSchemas, owners);
  if (major >= 14) {
    steps.push([
      `From PostgreSQL 14 one statement does in place of all these, for every database: GRANT pg_read_all_data TO ${role};`,
      [],
    ]);
  }
  if (rowSecurityTables > 0) {
    steps.push([
      `Statistics of tables with row-level security (${rowSecurityTables}), which then no longer applies to the role. Only a superuser may grant this.`,
      [`ALTER ROLE ${role} BYPASSRLS;`],
    ]);
  }
  return steps;
}

function settingsStep(role: string): Step {
  return [
    'Settings that PostgreSQL shows to superusers only, such as data_directory; primary_conninfo, which may hold a password, is one of them.',
    [`GRANT pg_read_all_settings TO ${role};`],
  ];
}

function asText([text, statements]: Step): string {
  return [comment(text), ...statements].join('\n');
}

/** Lines of a comment; nothing in it can end the comment, whatever a name holds. */
function comment(...paragraphs: string[]): string {
  return paragraphs.map((text) => `-- ${text.replaceAll(/[\r\n]+/g, ' ')}`).join('\n');
}
