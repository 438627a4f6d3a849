import { randomBytes } from 'node:crypto';
import type { PostgresMajor } from '../../../stack/versions.js';
import { createDatabase, postgresServer } from '../engines.js';
import { type DatabaseReader, execute, readDatabase } from '../kind-rows.js';
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
export async function createClusterAndRules(url: string, major: PostgresMajor, own: string): Promise<void> {
  const names = clusterNames(own);
  const inPlace = new URL(url);
  inPlace.searchParams.set('options', '-c allow_in_place_tablespaces=on');
  await execute(inPlace.href, createTablespace(names));
  const statements = [
    createContainers(major, names),
    createReplication(major),
    createRules(names),
    createPrivileges(major, names),
    LOOKALIKES,
  ];
  await execute(url, statements.join('\n'));
}

/** Drops what would outlive the database, which is gone by then. */
async function dropCluster(superuserUrl: string, names: ClusterNames): Promise<void> {
  await execute(superuserUrl, dropTablespace(names));
  await execute(superuserUrl, dropRoles(names));
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
  const own = `k${randomBytes(4).toString('hex')}`;
  await createClusterAndRules(database.url, major, own);
  const names = clusterNames(own);
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
      await execute(database.url, DROP_SUBSCRIPTION);
      await database[Symbol.asyncDispose]();
      await dropCluster((await postgresServer(major)).superuserUrl, names);
    },
  };
}
