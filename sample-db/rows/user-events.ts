import { momentInYear, timestamp } from './calendar.js';
import { PRODUCT_COUNT } from './products.js';
import { SeededRandom } from './seeded-random.js';
import type { CopyValue, TableRows } from './table-rows.js';
import { USER_COUNT } from './users.js';

const EVENT_COUNT = 20_000;
const QUERIES = ['red shoes', 'laptop', 'gift for children', 'garden chair', 'running jacket'];

/** Every kind of event with what `properties` says of it; repeated kinds are more frequent. */
const EVENTS: readonly (readonly [type: string, properties: (random: SeededRandom) => CopyValue])[] = [
  ['login', () => null],
  ['login', () => null],
  ['logout', () => null],
  ['search', (random) => JSON.stringify({ query: random.pick(QUERIES), results: random.integer(0, 80) })],
  ['search', (random) => JSON.stringify({ query: random.pick(QUERIES), results: random.integer(0, 80) })],
  [
    'add_to_cart',
    (random) => JSON.stringify({ product_id: random.skewedInteger(1, PRODUCT_COUNT), quantity: 1 }),
  ],
  ['remove_from_cart', (random) => JSON.stringify({ product_id: random.skewedInteger(1, PRODUCT_COUNT) })],
  ['checkout', (random) => JSON.stringify({ items: random.integer(1, 5) })],
  ['newsletter_signup', () => null],
];

export const userEvents: TableRows = {
  table: 'analytics.user_events',
  *rows() {
    const random = new SeededRandom('analytics.user_events');
    for (let eventId = 1; eventId <= EVENT_COUNT; eventId++) {
      const [eventType, properties] = random.pick(EVENTS);
      yield {
        event_id: eventId,
        user_id: random.skewedInteger(1, USER_COUNT),
        event_type: eventType,
        properties: properties(random),
        occurred_at: timestamp(momentInYear(eventId - 1, EVENT_COUNT, random.next())),
      };
    }
  },
};
