import { describe, expect, it } from '@jest/globals';
import type { Phase, SchemaObject } from '../../ddl/object.js';
import { inOrder } from '../../ddl/order.js';

function object(id: string, phase: Phase, needs: string[] = [], oid = 1n): SchemaObject {
  return { id, phase, oid, statements: [id], needs };
}

const ordered = (...objects: SchemaObject[]) => [...inOrder(objects)].flat();

describe('the order of a script', () => {
  it('follows phases, and age within one', () => {
    const objects = [
      object('view', 'view'),
      object('young', 'table', [], 9n),
      object('old', 'table', [], 3n),
    ];
    expect(ordered(...objects)).toEqual(['old', 'young', 'view']);
  });

  it('puts what is needed first, whatever its phase', () => {
    const objects = [
      object('table', 'table', ['view']),
      object('view', 'view', ['key']),
      object('key', 'constraint'),
    ];
    expect(ordered(...objects)).toEqual(['key', 'view', 'table']);
  });

  it('passes over what is not in the script', () => {
    expect(ordered(object('a', 'table', ['built in', 'a']))).toEqual(['a']);
  });

  it('knows an object by its parts', () => {
    const table = { ...object('table', 'table'), aliases: ['check'] };
    expect(ordered(object('view', 'schema', ['check']), table)).toEqual(['table', 'view']);
  });

  it('breaks a cycle by a placeholder, and lets everything else wait for the real thing', () => {
    const placeholder = { statements: ['shell'], needs: ['schema'] };
    const type = { ...object('type', 'type', ['schema', 'input', 'output']), placeholder };
    const objects = [
      type,
      object('input', 'routine', ['type']),
      object('output', 'routine', ['type'], 2n),
      object('column', 'table', ['type']),
      object('schema', 'schema'),
      object('trigger', 'event trigger'),
    ];
    expect(ordered(...objects)).toEqual(['schema', 'shell', 'input', 'output', 'type', 'column', 'trigger']);
  });

  it('makes every object of a cycle that nothing can stand in for', () => {
    const objects = [object('f', 'routine', ['g'], 1n), object('g', 'routine', ['f'], 2n)];
    expect(ordered(...objects)).toEqual(['f', 'g']);
  });

  it('takes as many objects as a large database has', () => {
    const chain = Array.from({ length: 50_000 }, (_, index) => object(`${index}`, 'view', [`${index + 1}`]));
    expect(ordered(...chain)[0]).toBe('49999');
  });
});
