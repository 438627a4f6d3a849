import { momentInYear, timestamp } from './calendar.js';
import { PRODUCT_COUNT } from './products.js';
import { SeededRandom } from './seeded-random.js';
import type { TableRows } from './table-rows.js';
import { USER_COUNT } from './users.js';

const VIEW_COUNT = 20_000;
const REFERRERS = ['https://search.example', 'https://social.example/feed', 'https://news.example/deals'];

export const productViews: TableRows = {
  table: 'analytics.product_views',
  *rows() {
    const random = new SeededRandom('analytics.product_views');
    for (let viewId = 1; viewId <= VIEW_COUNT; viewId++) {
      yield {
        view_id: viewId,
        product_id: random.skewedInteger(1, PRODUCT_COUNT),
        user_id: random.chance(0.6) ? random.skewedInteger(1, USER_COUNT) : null,
        session_id: random.uuid(),
        device: random.pick(['desktop', 'mobile', 'mobile', 'tablet']),
        referrer: random.chance(0.5) ? random.pick(REFERRERS) : null,
        // 198.18.0.0/15 is set aside for benchmarks: nobody's address (RFC 2544).
        client_address: `198.18.${random.integer(0, 255)}.0/24`,
        duration_seconds: random.chance(0.9) ? random.skewedInteger(1, 6000) / 10 : null,
        viewed_at: timestamp(momentInYear(viewId - 1, VIEW_COUNT, random.next())),
      };
    }
  },
};
