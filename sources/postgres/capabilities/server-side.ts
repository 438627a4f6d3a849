import type { Capability } from '../../../contracts/examination.js';
import type { PostgresConnectionConfig } from '../config.js';
import type { Server } from '../server.js';
import { SLOT_PRIVILEGES } from '../session-slots.js';
import type { ServerFacts } from './server-facts.js';
import { grantEach } from './statements.js';

/** A capability of which there is nothing to count. */
function uncounted(
  name: string,
  group: Capability['group'],
  detail: string,
  lack: Pick<Capability, 'skipped' | 'remedies'> | null,
): Capability {
  return {
    name,
    group,
    availability: lack === null ? 'available' : 'partial',
    total: null,
    affected: lack === null ? 0 : null,
    detail,
    skipped: lack?.skipped ?? null,
    remedies: lack?.remedies ?? [],
  };
}

/** What the server keeps or shows of itself only when it is told to. */
export function examineServerDetails(facts: ServerFacts): Capability[] {
  return [examineActivity(facts), examineSettings(facts)];
}

function examineActivity({ tracksCounts }: ServerFacts): Capability {
  return uncounted(
    'activity',
    'detail',
    tracksCounts
      ? 'Scans, changes and dead rows are counted.'
      : 'track_counts is off: the server counts no scans and no changes.',
    tracksCounts
      ? null
      : {
          skipped: 'Activity in the statistics of tables, which stays at 0.',
          remedies: [
            {
              statements: ['ALTER SYSTEM SET track_counts = on;', 'SELECT pg_reload_conf();'],
              note: 'Autovacuum needs it too.',
            },
          ],
        },
  );
}

function examineSettings({ readsAllSettings, role, settings }: ServerFacts): Capability {
  return uncounted(
    'settings',
    'detail',
    readsAllSettings
      ? `All ${settings} settings are shown.`
      : `${settings} settings are shown; those for superusers only are not.`,
    readsAllSettings
      ? null
      : {
          skipped: 'Settings such as data_directory, shared_preload_libraries and primary_conninfo.',
          remedies: [
            {
              statements: [`GRANT pg_read_all_settings TO ${role};`],
              note: 'Shows every setting of the server, primary_conninfo with its password among them.',
            },
            {
              statements: [`GRANT pg_monitor TO ${role};`],
              note: 'Shows what monitoring needs besides: the statements of other sessions among it.',
            },
          ],
        },
  );
}

/** Whether a run gets the sessions and the time that it is configured to take. */
export function examineSessions(
  facts: ServerFacts,
  config: PostgresConnectionConfig,
  { pooled, slots }: Pick<Server, 'pooled' | 'slots'>,
): Capability[] {
  return [
    slots.isShared ? examineRoom(facts, config) : lackOfLocks(facts, config),
    examineTimeouts(facts, config),
    examineServer(facts),
    examinePooler(pooled),
  ];
}

/** Without advisory locks workers can't know of each other's sessions. */
function lackOfLocks({ role }: ServerFacts, { max_sessions }: PostgresConnectionConfig): Capability {
  const detail = `The role may not take advisory locks: each worker has up to ${max_sessions} sessions, whatever the others have.`;
  return uncounted('sessions', 'session', detail, {
    skipped: 'Nothing, but several workers together have more sessions than max_sessions.',
    remedies: [{ statements: grantEach(SLOT_PRIVILEGES, role), note: null }],
  });
}

/** The sessions that runs have at once: those that read, and one of the worker that waits for one or cancels a statement. */
function examineRoom(
  { limits, role, database }: ServerFacts,
  { max_sessions }: PostgresConnectionConfig,
): Capability {
  const needed = max_sessions + 1;
  const tightest = limits.reduce((least, limit) => (free(limit) < free(least) ? limit : least));
  const room = Math.max(0, free(tightest));
  const detail = `Of ${tightest.limit} sessions that the ${tightest.setBy} allows, ${room} are free; a run takes up to ${needed}.`;
  if (room >= needed) return uncounted('sessions', 'session', detail, null);
  const limit = tightest.others + needed;
  const statements = {
    server: [],
    role: [`ALTER ROLE ${role} CONNECTION LIMIT ${limit};`],
    database: [`ALTER DATABASE ${database} CONNECTION LIMIT ${limit};`],
  }[tightest.setBy];
  return uncounted('sessions', 'session', detail, {
    skipped: 'Nothing, but a run waits for sessions to become free, and fails when none does.',
    remedies: [
      {
        statements,
        note:
          tightest.setBy === 'server'
            ? 'Raise max_connections, or lower max_sessions of the connection.'
            : null,
      },
    ],
  });
}

const free = ({ limit, others }: ServerFacts['limits'][number]) => limit - others;

/** Whether the server took our timeouts, and none of its own ends a read earlier. */
function examineTimeouts(facts: ServerFacts, config: PostgresConnectionConfig): Capability {
  const { statementTimeoutMs, lockTimeoutMs, transactionTimeoutMs, role } = facts;
  const taken =
    statementTimeoutMs === config.statement_timeout_ms && lockTimeoutMs === config.lock_timeout_ms;
  const cut = transactionTimeoutMs > 0 && transactionTimeoutMs < config.statement_timeout_ms;
  const detail = `Statements end after ${statementTimeoutMs} ms, waits for locks after ${lockTimeoutMs} ms`;
  if (!cut && taken) return uncounted('timeouts', 'session', `${detail}.`, null);
  return uncounted(
    'timeouts',
    'session',
    cut
      ? `${detail}, but whole transactions after ${transactionTimeoutMs} ms.`
      : `${detail}; other values are configured.`,
    {
      skipped: 'Whatever takes longer to read than that.',
      remedies: cut ? [{ statements: [`ALTER ROLE ${role} SET transaction_timeout = 0;`], note: null }] : [],
    },
  );
}

function examineServer({ inRecovery, readOnly, encoding }: ServerFacts): Capability {
  const kind = inRecovery
    ? 'A standby: activity is counted on each server apart, and sequences show what has been replayed.'
    : `A primary${readOnly ? ' that is read-only by default' : ''}.`;
  if (encoding !== 'SQL_ASCII') return uncounted('server', 'session', kind, null);
  return uncounted('server', 'session', `${kind} Its encoding SQL_ASCII leaves open what its bytes mean.`, {
    skipped: 'Objects with a name, comment or definition that is not UTF-8: each is a gap of the run.',
    remedies: [],
  });
}

function examinePooler(pooled: boolean): Capability {
  return uncounted(
    'pooler',
    'session',
    pooled
      ? 'A connection pooler is in between; each read is one transaction with settings of its own, which any pooling but by statement allows.'
      : 'The server is reached without a pooler.',
    null,
  );
}
