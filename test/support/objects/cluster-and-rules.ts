import type { PostgresMajor } from '../../../stack/versions.js';
import { execute } from '../kind-rows.js';
import { clusterNames, createContainers, createTablespace, dropRoles, dropTablespace } from './containers.js';
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

/** Drops what would keep the database from being dropped, and what would outlive it. */
export async function dropClusterAndRules(url: string, own: string): Promise<void> {
  const names = clusterNames(own);
  await execute(url, `${DROP_SUBSCRIPTION}; ${dropRoles(names)}`);
  await execute(url, dropTablespace(names));
}
