import { billingAddressOf, shippingAddressOf } from './addresses.js';
import { CLOSED_AT, DAY_MS, momentInYear, timestamp } from './calendar.js';
import { SeededRandom } from './seeded-random.js';
import type { TableRows } from './table-rows.js';
import { USER_COUNT } from './users.js';

export const ORDER_COUNT = 5000;

/** The first value of `ecommerce.order_number_seq`. */
const FIRST_ORDER_NUMBER = 100_001;

export const orders: TableRows = {
  table: 'ecommerce.orders',
  *rows() {
    const random = new SeededRandom('ecommerce.orders');
    for (let orderId = 1; orderId <= ORDER_COUNT; orderId++) {
      const userId = random.skewedInteger(1, USER_COUNT);
      const placedAt = momentInYear(orderId - 1, ORDER_COUNT, random.next());
      const shippedAt = placedAt + random.integer(1, 4) * DAY_MS;
      const deliveredAt = shippedAt + random.integer(1, 6) * DAY_MS;
      const status = statusOf(random, shippedAt, deliveredAt);
      const wasShipped = status === 'shipped' || status === 'delivered' || status === 'refunded';
      const wasDelivered = wasShipped && status !== 'shipped';
      yield {
        order_id: orderId,
        order_number: `SO-${FIRST_ORDER_NUMBER + orderId - 1}`,
        user_id: userId,
        shipping_address_id: shippingAddressOf(userId),
        billing_address_id: billingAddressOf(userId),
        status,
        currency: 'EUR',
        shipping_cost: random.chance(0.3) ? '0.00' : '4.90',
        placed_at: timestamp(placedAt),
        shipped_at: wasShipped ? timestamp(shippedAt) : null,
        delivered_at: wasDelivered ? timestamp(deliveredAt) : null,
        updated_at: timestamp(wasDelivered ? deliveredAt : wasShipped ? shippedAt : placedAt),
      };
    }
  },
};

/** Where an order stands at the end of the year of business. */
function statusOf(random: SeededRandom, shippedAt: number, deliveredAt: number): string {
  if (random.chance(0.06)) return 'cancelled';
  if (shippedAt >= CLOSED_AT) return random.pick(['pending', 'paid']);
  if (deliveredAt >= CLOSED_AT) return 'shipped';
  return random.chance(0.03) ? 'refunded' : 'delivered';
}
