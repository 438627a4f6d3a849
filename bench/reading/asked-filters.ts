import type { AttributeFilter, ObjectRow } from '../../catalog/reading/read-model.js';
import { kindDeclaration } from '../../contracts/kinds/index.js';
import { pick, SUBJECTS } from './made-rows.js';

const TYPES = ['integer', 'bigint', 'text', 'numeric(12,2)', 'boolean', 'date', 'uuid', 'none'];

/** Every attribute of columns, each with every kind of condition: on a value it has, on one it has not, on null. */
export function attributeFilters(columns: readonly ObjectRow[]): (readonly AttributeFilter[])[] {
  return kindDeclaration('column').columns.flatMap(({ name: attribute, type }) => {
    const values = columns.map(({ attributes }) => attributes[attribute] ?? null);
    const value = String(values.find((known) => known !== null) ?? (type === 'boolean' ? 'true' : '12'));
    const filters: AttributeFilter[] = [
      { attribute, operator: 'equals', value },
      { attribute, operator: 'null' },
      { attribute, operator: 'not_null' },
      { attribute, operator: 'not', value },
    ];
    if (type !== 'boolean') filters.push({ attribute, operator: 'greater', value });
    if (type === 'text' || type === 'json') {
      filters.push({ attribute, operator: 'equals', value: 'nothing has this' });
      filters.push({ attribute, operator: 'like', value: `%${value.slice(1, 5)}%` });
      filters.push({ attribute, operator: 'like', value: '%nothing has this%' });
      filters.push({ attribute, operator: 'prefix', value: value.slice(0, 3) });
    }
    return filters.map((filter) => [filter]);
  });
}

/** Filters as people combine them. */
export function someFilters(at: number): readonly AttributeFilter[] {
  const type: AttributeFilter = { attribute: 'data_type', operator: 'equals', value: pick(TYPES, at) };
  const schema = `${pick(SUBJECTS, (at % 40) * 3)}_${at % 40}`;
  const subject = pick(SUBJECTS, at * 5);
  return pick<readonly AttributeFilter[]>(
    [
      [type, { attribute: 'is_nullable', operator: 'equals', value: String(at % 4 === 0) }],
      [type, { attribute: 'comment', operator: 'null' }],
      [{ attribute: 'ordinal_position', operator: 'in', values: [String(at % 25), '7'] }, type],
      [{ attribute: 'schema_name', operator: 'equals', value: schema }, type],
      [{ attribute: 'column_name', operator: 'equals', value: `${subject}_code_${at % 20}` }, type],
      [type, { attribute: 'column_name', operator: 'like', value: `%${subject}%` }],
      [
        type,
        { attribute: 'comment', operator: 'not_null' },
        { attribute: 'is_nullable', operator: 'equals', value: 'true' },
      ],
      [{ attribute: 'identity_generation', operator: 'not_null' }, type],
    ],
    at,
  );
}
