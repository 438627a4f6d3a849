import { type DdlOptions, ordinary, step } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { foreignOptionList } from '../options.js';
import { identifier, literal } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';

const serverId = (server: string) => objectId('foreign_server', null, server);

export function foreignDataWrapperObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('foreign_data_wrapper').flatMap((wrapper) => {
    const { wrapper_name, handler, validator, owner, comment, acl, oid } = wrapper;
    const name = identifier(wrapper_name);
    const id = objectId('foreign_data_wrapper', null, wrapper_name);
    const type = 'FOREIGN DATA WRAPPER';
    const create = [
      `CREATE ${type} ${name}`,
      ...(handler === null ? [] : [` HANDLER ${handler}`]),
      ...(validator === null ? [] : [` VALIDATOR ${validator}`]),
      foreignOptionList(wrapper.options),
    ].join('');
    return ordinary(
      {
        ...{ id, phase: 'foreign server', oid, type, name, owner, comment, acl, target: type },
        create: [create],
        needs: rows.needsOf(id),
      },
      options,
    );
  });
}

export function foreignServerObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('foreign_server').flatMap((server) => {
    const { server_name, wrapper_name, server_type, server_version, owner, comment, acl, oid } = server;
    const name = identifier(server_name);
    const create = [
      `CREATE SERVER ${name}`,
      ...(server_type === null ? [] : [` TYPE ${literal(server_type)}`]),
      ...(server_version === null ? [] : [` VERSION ${literal(server_version)}`]),
      ` FOREIGN DATA WRAPPER ${identifier(wrapper_name)}`,
      foreignOptionList(server.options),
    ].join('');
    const id = serverId(server_name);
    return ordinary(
      {
        ...{ id, phase: 'foreign server', oid, type: 'SERVER', name, owner, comment },
        ...{ acl, target: 'FOREIGN SERVER' },
        create: [create],
        needs: [objectId('foreign_data_wrapper', null, wrapper_name), ...rows.needsOf(id)],
      },
      options,
    );
  });
}

/** User mappings, without the options that are secret. */
export function userMappingObjects(rows: SchemaRows): SchemaObject[] {
  return rows.of('user_mapping').flatMap(({ server_name, user_name, options, oid }) => {
    const user = user_name === 'public' ? 'PUBLIC' : identifier(user_name);
    const create = `CREATE USER MAPPING FOR ${user} SERVER ${identifier(server_name)}${foreignOptionList(options)}`;
    const id = objectId('user_mapping', null, server_name, user_name);
    return step(id, 'foreign server', oid, [create], [serverId(server_name)]);
  });
}
