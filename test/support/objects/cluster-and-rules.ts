import { randomBytes } from 'node:crypto';
import type { PostgresMajor } from '../../../stack/versions.js';
import { createDatabase, postgresServer } from '../engines.js';
import { type DatabaseReader, readDatabase } from '../kind-rows.js';
import { runSql } from '../read-source.js';
import {
  type ClusterNames,
  clusterNames,
  createContainers,
  createTablespace,
  dropRoles,
  dropTablespace,
  PLANTED_SECRET,
} from './containers.js';
import { createPrivileges } from './privileges.js';
import { createReplication, DROP_SUBSCRIPTION } from './replication.js';
import { createRules, LOOKALIKES } from './rules.js';

/**
 * Creates objects of every kind of containers, replication, privileges, triggers, rules and policies that the major
 * version has; `own` makes the names unique that all databases of a server share.
 */
async function createClusterAndRules(url: string, major: PostgresMajor, own: string): Promise<void> {
  const names = clusterNames(own);
  const inPlace = new URL(url);
  inPlace.searchParams.set('options', '-c allow_in_place_tablespaces=on');
  await runSql(inPlace.href, createTablespace(names));
  const statements = [
    createContainers(major, names),
    createReplication(major),
    createRules(names),
    createPrivileges(major, names),
    LOOKALIKES,
  ];
  await runSql(url, statements.join('\n'));
}

/** What `addClusterAndRules` made, and how it is undone. */
export interface AddedObjects {
  readonly names: ClusterNames;
  /** Lets the database be dropped. */
  readonly leaveDatabase: () => Promise<void>;
  /** Drops what outlives the database, which is gone by then. */
  readonly leaveCluster: () => Promise<void>;
}

/** Creates these objects in a database, under names of their own where all databases of a server share them. */
export async function addClusterAndRules(url: string, major: PostgresMajor): Promise<AddedObjects> {
  const own = `k${randomBytes(4).toString('hex')}`;
  await createClusterAndRules(url, major, own);
  const names = clusterNames(own);
  return {
    names,
    leaveDatabase: () => runSql(url, DROP_SUBSCRIPTION),
    leaveCluster: async () => {
      const { superuserUrl } = await postgresServer(major);
      await runSql(superuserUrl, dropTablespace(names));
      await runSql(superuserUrl, dropRoles(names));
    },
  };
}

/** A database with all of these objects, as its superuser and as a role without any right of its own see it. */
export interface ClusterAndRules extends AsyncDisposable {
  /** Of the superuser. */
  readonly url: string;
  readonly names: ClusterNames;
  readonly superuser: DatabaseReader;
  readonly limited: DatabaseReader;
}

export async function openClusterAndRules(major: PostgresMajor): Promise<ClusterAndRules> {
  const database = await createDatabase(major, 'cluster');
  const { names, leaveDatabase, leaveCluster } = await addClusterAndRules(database.url, major);
  const url = new URL(database.url);
  url.username = names.reader;
  url.password = PLANTED_SECRET;
  const superuser = await readDatabase(database.url);
  const limited = await readDatabase(url.href);
  return {
    url: database.url,
    names,
    superuser,
    limited,
    async [Symbol.asyncDispose]() {
      await superuser[Symbol.asyncDispose]();
      await limited[Symbol.asyncDispose]();
      await leaveDatabase();
      await database[Symbol.asyncDispose]();
      await leaveCluster();
    },
  };
}
