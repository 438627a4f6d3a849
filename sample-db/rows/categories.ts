import type { TableRows } from './table-rows.js';

/** The tree: eight departments of four categories each, 40 rows. */
const DEPARTMENTS: Readonly<Record<string, readonly string[]>> = {
  Electronics: ['Phones', 'Laptops', 'Headphones', 'Cameras'],
  Books: ['Novels', 'Science', 'Cooking', 'Children'],
  Clothing: ['Shirts', 'Trousers', 'Shoes', 'Jackets'],
  Home: ['Furniture', 'Lamps', 'Bedding', 'Kitchen'],
  Garden: ['Plants', 'Tools', 'Barbecues', 'Pots'],
  Sports: ['Cycling', 'Running', 'Climbing', 'Swimming'],
  Toys: ['Puzzles', 'Board games', 'Models', 'Dolls'],
  Music: ['Guitars', 'Keyboards', 'Records', 'Microphones'],
};

/** A leaf of the tree: products belong to these. */
export interface LeafCategory {
  readonly categoryId: number;
  readonly name: string;
  readonly department: string;
}

const departmentNames = Object.keys(DEPARTMENTS);

/** Departments have the ids 1 to 8; their categories follow. */
export const LEAF_CATEGORIES: readonly LeafCategory[] = departmentNames
  .flatMap((department) => (DEPARTMENTS[department] ?? []).map((name) => ({ department, name })))
  .map((leaf, index) => ({ ...leaf, categoryId: departmentNames.length + 1 + index }));

export const categories: TableRows = {
  table: 'ecommerce.categories',
  *rows() {
    for (const [index, name] of departmentNames.entries()) {
      yield { category_id: index + 1, parent_category_id: null, name, slug: slug(name), position: index + 1 };
    }
    for (const { categoryId, name, department } of LEAF_CATEGORIES) {
      yield {
        category_id: categoryId,
        parent_category_id: departmentNames.indexOf(department) + 1,
        name,
        slug: slug(`${department} ${name}`),
        position: (DEPARTMENTS[department] ?? []).indexOf(name) + 1,
      };
    }
  },
};

function slug(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
