import { describe, expect, it } from '@jest/globals';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import { KINDS } from '../../contracts/kinds/index.js';
import type { Value } from '../../contracts/kinds/kind.js';
import { catalogTransformer } from '../../transform/catalog/index.js';
import { objectId } from '../../transform/catalog/identity.js';

function schemaBatch(...rows: Value[][]): ColumnBatch {
  return {
    rows: rows.length,
    columns: KINDS.schema.columns.map((_, index) => rows.map((row) => row[index] ?? null)),
  };
}

const row = (
  overrides: Partial<Record<(typeof KINDS.schema.columns)[number]['name'], Value>> = {},
): Value[] => {
  const values = {
    database_name: 'db',
    schema_name: 's',
    owner: 'o',
    extension_name: null,
    acl: null,
    comment: null,
    oid: 1n,
    ...overrides,
  };
  return KINDS.schema.columns.map(({ name }) => values[name]);
};

function fingerprint(values: Value[]): Value {
  return catalogTransformer.transform('schema', schemaBatch(values)).columns[2]?.[0] ?? null;
}

describe('the catalog transformer', () => {
  it('gives an object the same id whatever its content, and its parent the id it has itself', () => {
    const [ids, parents] = catalogTransformer.transform(
      'schema',
      schemaBatch(row(), row({ owner: 'p' })),
    ).columns;
    expect(ids?.[0]).toBe(objectId('schema', ['db', 's']));
    expect(ids?.[1]).toBe(ids?.[0]);
    expect(parents?.[0]).toBe(objectId('database', ['db']));
  });

  it('keeps names apart that would be one when joined', () => {
    expect(objectId('relation', ['a.b', 'c'])).not.toBe(objectId('relation', ['a', 'b.c']));
    expect(objectId('relation', ['a","b'])).not.toBe(objectId('relation', ['a', 'b']));
  });

  it('begins the ids of what lies together alike, and no others', () => {
    const prefix = (...names: string[]) => objectId('column', names).slice(0, 13);
    expect(prefix('db', 's', 't', 'a')).toBe(prefix('db', 's', 't', 'b'));
    expect(prefix('db', 's', 't', 'a')).not.toBe(prefix('db', 's', 'u', 'a'));
  });

  it('makes ids that are valid UUIDs of version 8', () => {
    expect(objectId('schema', ['x'])).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('changes the fingerprint with any value but the oid', () => {
    expect(fingerprint(row({ comment: 'new' }))).not.toBe(fingerprint(row()));
    expect(fingerprint(row({ oid: 2n }))).toBe(fingerprint(row()));
  });

  it('tells null from empty and from the text of its own mark', () => {
    const seen = [
      row({ acl: null, comment: '' }),
      row({ acl: '', comment: null }),
      row({ acl: 'n', comment: null }),
      row({ acl: null, comment: null }),
    ].map(fingerprint);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('gives identity, parent and fingerprint, and leaves the kind’s own columns to the raw artifact', () => {
    const batch = schemaBatch(row({ schema_name: 'ä "quoted"\n😀' }));
    expect(catalogTransformer.transform('schema', batch).columns).toHaveLength(3);
  });
});
