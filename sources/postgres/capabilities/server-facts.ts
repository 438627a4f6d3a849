import type { ReadSession } from '../session.js';
import type { ProbeQueries } from './examination.js';

/** What `server.sql` says of the server and of the session. */
export interface ServerFacts {
  /** Quoted, as are all identifiers here. */
  readonly role: string;
  readonly database: string;
  readonly inRecovery: boolean;
  readonly readOnly: boolean;
  readonly encoding: string;
  readonly tracksCounts: boolean;
  readonly limits: readonly SessionLimit[];
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  /** 0 when there is none; PostgreSQL 17 and later. */
  readonly transactionTimeoutMs: number;
  readonly readsAllSettings: boolean;
  readonly settings: number;
  readonly backendProcessId: number;
}

/** One limit on the number of sessions, and how many others there are now. */
export interface SessionLimit {
  readonly setBy: 'server' | 'role' | 'database';
  readonly limit: number;
  readonly others: number;
}

export async function readServerFacts(session: ReadSession, queries: ProbeQueries): Promise<ServerFacts> {
  const [row = []] = await session.all(queries.server, []);
  const [role, database, inRecovery, readOnly, encoding, tracksCounts, ...rest] = row;
  const [serverLimit, connections, roleLimit, roleConnections, databaseLimit, databaseConnections, ...more] =
    rest;
  const [statementTimeout, lockTimeout, transactionTimeout, readsAllSettings, settings, backendProcessId] =
    more;
  const limits = [
    { setBy: 'server', limit: serverLimit, others: connections },
    { setBy: 'role', limit: roleLimit, others: roleConnections },
    { setBy: 'database', limit: databaseLimit, others: databaseConnections },
  ] as const;
  return {
    role: role ?? '',
    database: database ?? '',
    inRecovery: inRecovery === 't',
    readOnly: readOnly === 't',
    encoding: encoding ?? '',
    tracksCounts: tracksCounts === 't',
    limits: limits.flatMap(({ setBy, limit, others }) =>
      limit === null || limit === undefined ? [] : [{ setBy, limit: Number(limit), others: Number(others) }],
    ),
    statementTimeoutMs: Number(statementTimeout),
    lockTimeoutMs: Number(lockTimeout),
    transactionTimeoutMs: Number(transactionTimeout),
    readsAllSettings: readsAllSettings === 't',
    settings: Number(settings),
    backendProcessId: Number(backendProcessId),
  };
}
