import { type DdlOptions, describing, step } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { identifier, parsed, qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';

export function policyObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('policy').flatMap((policy) => {
    const { schema_name, table_name, policy_name, comment, oid } = policy;
    const id = objectId('policy', schema_name, table_name, policy_name);
    const name = `${identifier(policy_name)} ON ${qualified(schema_name, table_name)}`;
    const roles = parsed<string[]>(policy.roles, []).map((role) =>
      role === 'public' ? 'PUBLIC' : identifier(role),
    );
    const create = [
      `CREATE POLICY ${name}`,
      ...(policy.is_permissive ? [] : ['AS RESTRICTIVE']),
      `FOR ${policy.command.toUpperCase()} TO ${roles.join(', ')}`,
      ...(policy.using_expression === null ? [] : [`USING (${policy.using_expression})`]),
      ...(policy.check_expression === null ? [] : [`WITH CHECK (${policy.check_expression})`]),
    ].join(' ');
    const statements = [create, ...describing({ type: 'POLICY', name, comment }, options)];
    const needs = [objectId('table', schema_name, table_name), ...rows.needsOf(id)];
    return step(id, 'policy', oid, statements, needs);
  });
}
