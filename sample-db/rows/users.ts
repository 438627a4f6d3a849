import { CLOSED_AT, DAY_MS, OPENED_AT, date, timestamp } from './calendar.js';
import { SeededRandom } from './seeded-random.js';
import type { TableRows } from './table-rows.js';

export const USER_COUNT = 1000;

/** Accents are those of ISO 8859-1, so that databases in that encoding take them. */
const FIRST_NAMES =
  'Anna Ben Chloé David Elif Finn Greta Henri Inés Jonas Katja Liam Mia Noah Olga Paul Rosa Søren Tom Zoë'.split(
    ' ',
  );
const LAST_NAMES =
  'Almeida Bauer Costa Dubois Eriksen Fischer García Hansen Ivanova Jansen Keller Larsen Müller Novak Olsen Peeters Rossi Schmidt Torres Weber'.split(
    ' ',
  );

export const users: TableRows = {
  table: 'ecommerce.users',
  *rows() {
    const random = new SeededRandom('ecommerce.users');
    for (let userId = 1; userId <= USER_COUNT; userId++) {
      const firstName = random.pick(FIRST_NAMES);
      const lastName = random.pick(LAST_NAMES);
      // Before the first order, so that everybody's history makes sense.
      const createdAt = OPENED_AT - random.integer(1, 700) * DAY_MS;
      const lastLoginAt = CLOSED_AT - random.skewedInteger(1, 360) * DAY_MS;
      yield {
        user_id: userId,
        external_id: random.uuid(),
        email: `${ascii(firstName)}.${ascii(lastName)}${userId}@example.com`,
        first_name: firstName,
        last_name: lastName,
        phone: random.chance(0.7) ? `+49${random.integer(1_500_000_000, 1_799_999_999)}` : null,
        date_of_birth: random.chance(0.6) ? date(Date.UTC(1950, 0, random.integer(1, 20_000))) : null,
        status: random.chance(0.95) ? 'active' : random.pick(['suspended', 'closed']),
        marketing_consent: random.chance(0.4),
        preferences: JSON.stringify({
          language: random.pick(['de', 'en', 'fr']),
          theme: random.pick(['light', 'dark']),
        }),
        created_at: timestamp(createdAt),
        updated_at: timestamp(createdAt),
        last_login_at: random.chance(0.9) ? timestamp(lastLoginAt) : null,
      };
    }
  },
};

/** Lower-case ASCII letters of a name, for e-mail addresses: `Søren` becomes `soren`. */
function ascii(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ø', 'o')
    .normalize('NFD')
    .replaceAll(/[^a-z]/g, '');
}
