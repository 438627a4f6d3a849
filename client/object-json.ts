import type { ObjectDetail, ObjectRow } from '../catalog/reading/read-model.js';
import { kindDeclaration } from '../contracts/kinds/index.js';
import type { KindColumn, Value } from '../contracts/kinds/kind.js';
import { Verbatim } from './render/snake-case.js';

/** An object for JSON: its columns as they are called and with their types, JSON documents as such, times in ISO 8601. */
export function objectJson({ kind, name, objectId, parentId, attributes }: ObjectRow): object {
  const columns = kindDeclaration(kind).columns.map((column) => [
    column.name,
    valueJson(column, attributes[column.name] ?? null),
  ]);
  return { kind, name, objectId, parentId, attributes: new Verbatim(Object.fromEntries(columns)) };
}

function valueJson({ type }: KindColumn, value: Value): unknown {
  if (value === null) return null;
  if (type === 'json') return JSON.parse(String(value));
  if (type === 'timestamp') return new Date(Number(BigInt(value) / 1000n)).toISOString();
  return typeof value === 'bigint' ? value.toString() : value;
}

/** Everything about an object for JSON. */
export function detailJson(detail: ObjectDetail): object {
  const { columns } = kindDeclaration(detail.object.kind);
  const valueOf = (attribute: string, value: Value) => {
    const column = columns.find(({ name }) => name === attribute);
    return column === undefined ? null : new Verbatim(valueJson(column, value));
  };
  return {
    ...detail,
    object: objectJson(detail.object),
    children: detail.children.map(({ first, ...child }) => ({ ...child, first: first.map(objectJson) })),
    grants: detail.grants.map(objectJson),
    dependencies: detail.dependencies.map(objectJson),
    dependents: detail.dependents.map(objectJson),
    referencedBy: detail.referencedBy.map(objectJson),
    history: detail.history.map(({ changes, ...state }) => ({
      ...state,
      changes: changes.map(({ attribute, before, after }) => ({
        ...{ attribute, before: valueOf(attribute, before), after: valueOf(attribute, after) },
      })),
    })),
  };
}
