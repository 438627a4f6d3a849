import type { KindRow } from '../../contracts/kinds/index.js';
import { type DdlOptions, ordinary, schemaId, step } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { identifier, parsed, qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';
import { definitionList } from './types.js';

/** Operators; one that is only declared comes with the one that names it. */
export function operatorObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('operator').flatMap((operator) => {
    const { schema_name, operator_name, left_type, right_type, owner, comment, oid } = operator;
    if (operator.function === null) return [];
    const name = `${identifier(schema_name)}.${operator_name}`;
    const id = objectId('operator', schema_name, `${operator_name}(${left_type}, ${right_type})`);
    const parts = definitionList({
      FUNCTION: operator.function,
      LEFTARG: left_type !== 'NONE' && left_type,
      RIGHTARG: right_type !== 'NONE' && right_type,
      COMMUTATOR: operator.commutator,
      NEGATOR: operator.negator,
      RESTRICT: operator.restriction_function,
      JOIN: operator.join_function,
    });
    const flags = [...(operator.can_hash ? ['HASHES'] : []), ...(operator.can_merge ? ['MERGES'] : [])];
    return ordinary(
      {
        ...{ id, phase: 'operator', oid, type: 'OPERATOR', owner, comment },
        name: `${name} (${left_type}, ${right_type})`,
        create: [`CREATE OPERATOR ${name} (${[parts, ...flags].join(', ')})`],
        needs: [schemaId(schema_name), ...rows.needsOf(id)],
      },
      options,
    );
  });
}

const familyId = (schema: string, name: string, method: string) =>
  objectId('operator_family', schema, `${name} USING ${method}`);

/** Operator families, and when all operators and classes are there, their loose members. */
export function operatorFamilyObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('operator_family').flatMap((family) => {
    const { schema_name, operator_family_name, access_method, owner, comment, oid } = family;
    const id = familyId(schema_name, operator_family_name, access_method);
    const name = `${qualified(schema_name, operator_family_name)} USING ${identifier(access_method)}`;
    const members = memberClauses(family);
    const add = members.length === 0 ? [] : [`ALTER OPERATOR FAMILY ${name} ADD ${members.join(', ')}`];
    const type = 'OPERATOR FAMILY';
    return [
      ...ordinary(
        {
          ...{ id, phase: 'operator', oid, type, name, owner, comment },
          create: [`CREATE OPERATOR FAMILY ${name}`],
          needs: [schemaId(schema_name), objectId('access_method', null, access_method)],
        },
        options,
      ),
      ...step(`${id} members`, 'foreign server', oid, add, [id]),
    ];
  });
}

export function operatorClassObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('operator_class').flatMap((row) => {
    const { schema_name, operator_class_name, access_method, family_schema, family_name, oid } = row;
    const id = objectId('operator_class', schema_name, `${operator_class_name} USING ${access_method}`);
    const own = qualified(schema_name, operator_class_name);
    const members = memberClauses(row);
    // An operator class has something; its own type as storage says nothing new.
    const storage = row.storage_type ?? (members.length === 0 ? row.input_type : null);
    const clauses = [...(storage === null ? [] : [`STORAGE ${storage}`]), ...members];
    const create = [
      `CREATE OPERATOR CLASS ${own}${row.is_default ? ' DEFAULT' : ''} FOR TYPE ${row.input_type}`,
      `USING ${identifier(access_method)} FAMILY ${qualified(family_schema, family_name)} AS ${clauses.join(', ')}`,
    ].join(' ');
    return ordinary(
      {
        ...{ id, phase: 'operator', oid, type: 'OPERATOR CLASS', owner: row.owner, comment: row.comment },
        name: `${own} USING ${identifier(access_method)}`,
        create: [create],
        needs: [
          schemaId(schema_name),
          familyId(family_schema, family_name, access_method),
          ...memberNeeds(row, rows),
          ...rows.needsOf(id),
        ],
      },
      options,
    );
  });
}

interface MemberOperator {
  readonly strategy: number;
  readonly operator: string;
  readonly left_type: string;
  readonly right_type: string;
  readonly sort_family: string | null;
}

interface MemberFunction {
  readonly support_number: number;
  readonly function: string;
  readonly left_type: string;
  readonly right_type: string;
}

type Members = Pick<KindRow<'operator_class'>, 'operators' | 'functions'>;

/** With the types they are for, which the members of a family can't do without. */
function memberClauses({ operators, functions }: Members): string[] {
  const operatorClauses = parsed<MemberOperator[]>(operators, []).map((member) => {
    const sort = member.sort_family === null ? '' : ` FOR ORDER BY ${member.sort_family}`;
    return `OPERATOR ${member.strategy} ${member.operator}${sort}`;
  });
  const functionClauses = parsed<MemberFunction[]>(functions, []).map(
    (member) =>
      `FUNCTION ${member.support_number} (${member.left_type}, ${member.right_type}) ${member.function}`,
  );
  return [...operatorClauses, ...functionClauses];
}

/** Every operator of the run: which of them a class names is told only as SQL. */
function memberNeeds({ operators }: Members, rows: SchemaRows): string[] {
  if (parsed<MemberOperator[]>(operators, []).length === 0) return [];
  return rows
    .of('operator')
    .map(({ schema_name, operator_name, left_type, right_type }) =>
      objectId('operator', schema_name, `${operator_name}(${left_type}, ${right_type})`),
    );
}
