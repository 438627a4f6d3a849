import { nearestName } from '../../contracts/nearest-name.js';

/** What is wrong with the name of a time zone, with the nearest one; null when nothing is. */
export function timeZoneProblem(name: string): string | null {
  const known = [...Intl.supportedValuesOf('timeZone'), 'UTC'];
  if (known.includes(name) || isAlias(name, known)) return null;
  // People know the city: "berlin" is Europe/Berlin, and so is "europe/berln".
  const city = name.replaceAll(' ', '_').toLowerCase();
  const ofCity = known.find((zone) => zone.toLowerCase().endsWith(`/${city}`));
  const nearest = ofCity ?? nearestName(name, known);
  return `"${name}" is not the IANA name of a time zone${nearest === null ? ', such as Europe/Berlin' : `. Did you mean ${nearest}?`}`;
}

/** Older names such as US/Pacific, which Temporal knows too; it insists on their case, and knows no offsets such as +01:00. */
function isAlias(name: string, known: readonly string[]): boolean {
  if (!/^[A-Z]/.test(name) || known.some((zone) => zone.toLowerCase() === name.toLowerCase())) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
