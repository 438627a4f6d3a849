import { ORDER_COUNT } from './orders.js';
import { PRODUCT_COUNT, amount, priceInCents } from './products.js';
import { SeededRandom } from './seeded-random.js';
import type { TableRows } from './table-rows.js';

/** One to five lines per order, by turns: three on average, 15,000 rows. */
const MOST_LINES = 5;

export const orderItems: TableRows = {
  table: 'ecommerce.order_items',
  *rows() {
    const random = new SeededRandom('ecommerce.order_items');
    for (let orderId = 1; orderId <= ORDER_COUNT; orderId++) {
      const ordered = new Set<number>();
      while (ordered.size < 1 + (orderId % MOST_LINES)) ordered.add(random.skewedInteger(1, PRODUCT_COUNT));
      for (const [index, productId] of [...ordered].entries()) {
        yield {
          order_id: orderId,
          line_number: index + 1,
          product_id: productId,
          quantity: random.skewedInteger(1, 4),
          unit_price: amount(priceInCents(productId)),
          discount_percent: random.chance(0.1) ? random.pick([5, 7.5, 10, 20]) : 0,
        };
      }
    }
  },
};
