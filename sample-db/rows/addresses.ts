import { SeededRandom } from './seeded-random.js';
import type { TableRows } from './table-rows.js';
import { USER_COUNT } from './users.js';

/** Everybody has a shipping address, every second user a billing address too: 1,500 rows. */
const ADDRESS_COUNT = USER_COUNT * 1.5;

const STREETS = ['Bahnhofstraße', 'Church Lane', 'Rue de la Paix', 'Calle Mayor', 'Via Roma', 'Kerkstraat'];
const CITIES = [
  { city: 'Berlin', region: null, country: 'DE' },
  { city: 'München', region: 'Bayern', country: 'DE' },
  { city: 'Lyon', region: 'Auvergne-Rhône-Alpes', country: 'FR' },
  { city: 'Málaga', region: 'Andalucía', country: 'ES' },
  { city: 'Torino', region: 'Piemonte', country: 'IT' },
  { city: 'Gent', region: null, country: 'BE' },
  { city: 'Utrecht', region: null, country: 'NL' },
] as const;

export const addresses: TableRows = {
  table: 'ecommerce.addresses',
  *rows() {
    const random = new SeededRandom('ecommerce.addresses');
    for (let addressId = 1; addressId <= ADDRESS_COUNT; addressId++) {
      const isBilling = addressId > USER_COUNT;
      const { city, region, country } = random.pick(CITIES);
      yield {
        address_id: addressId,
        user_id: isBilling ? (addressId - USER_COUNT) * 2 : addressId,
        kind: isBilling ? 'billing' : 'shipping',
        line1: `${random.pick(STREETS)} ${random.integer(1, 180)}`,
        line2: random.chance(0.15) ? `Apartment ${random.integer(1, 40)}` : null,
        city,
        region,
        postal_code: String(random.integer(10_000, 99_999)),
        country_code: country,
        is_default: true,
      };
    }
  },
};

export function shippingAddressOf(userId: number): number {
  return userId;
}

/** The billing address, or the shipping address of those who have no other. */
export function billingAddressOf(userId: number): number {
  return userId % 2 === 0 ? USER_COUNT + userId / 2 : userId;
}
