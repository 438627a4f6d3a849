import { DAY_MS, OPENED_AT, date, timestamp } from './calendar.js';
import { LEAF_CATEGORIES } from './categories.js';
import { SeededRandom } from './seeded-random.js';
import type { TableRows } from './table-rows.js';

export const PRODUCT_COUNT = 500;

const MODELS = ['Alba', 'Bora', 'Cielo', 'Duna', 'Esker', 'Fjell', 'Gale', 'Halo', 'Isar', 'Juno'];
const COLOURS = ['black', 'white', 'blue', 'green', 'red'];
const TAGS = ['bestseller', 'eco', 'gift', 'new', 'sale'];

export const products: TableRows = {
  table: 'ecommerce.products',
  *rows() {
    const random = new SeededRandom('ecommerce.products');
    for (let productId = 1; productId <= PRODUCT_COUNT; productId++) {
      const category = random.pick(LEAF_CATEGORIES);
      const name = `${random.pick(MODELS)} ${category.name} ${random.integer(100, 999)}`;
      const releasedAt = OPENED_AT - random.integer(0, 1000) * DAY_MS;
      const cents = priceInCents(productId);
      yield {
        product_id: productId,
        category_id: category.categoryId,
        sku: `${category.department.slice(0, 3).toUpperCase()}-${String(productId).padStart(6, '0')}`,
        name,
        description: random.chance(0.8) ? `${name}: from our ${category.department} department.` : null,
        price: amount(cents),
        cost: amount(Math.floor((cents * random.integer(40, 80)) / 100)),
        weight_grams: random.integer(50, 20_000),
        dimensions_cm: [random.integer(5, 120), random.integer(5, 80), random.integer(1, 60)],
        tags: TAGS.filter(() => random.chance(0.25)),
        attributes: JSON.stringify({
          colour: random.pick(COLOURS),
          warranty_months: random.pick([12, 24, 36]),
        }),
        stock_quantity: random.integer(0, 400),
        is_active: random.chance(0.92),
        released_on: date(releasedAt),
        created_at: timestamp(releasedAt),
        updated_at: timestamp(releasedAt),
      };
    }
  },
};

/** The price of a product in cents, the same for its row and for the orders that contain it. */
export function priceInCents(productId: number): number {
  return new SeededRandom(`price of product ${productId}`).skewedInteger(5, 500) * 100 - 1;
}

/** Cents as a `numeric(12, 2)` literal. */
export function amount(cents: number): string {
  return (cents / 100).toFixed(2);
}
