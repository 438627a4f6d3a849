import type { ObjectPage } from '../../catalog/reading/read-model.js';
import type { Row } from './catalog-fixture.js';

/** A table of the schema `public`. */
export const table = (table_name: string, more: Row = {}): Row => ({
  ...{ database_name: 'shop', schema_name: 'public', table_name, ...more },
});

/** A column of such a table. */
export const column = (table_name: string, column_name: string, more: Row = {}): Row =>
  table(table_name, { column_name, ...more });

/** The filter that an attribute has a value. */
export const equals = (attribute: string, value: string) =>
  ({ attribute, operator: 'equals', value }) as const;

/** The names of a page's objects, in their order. */
export const namesOf = ({ objects }: ObjectPage) => objects.map(({ name }) => name);
