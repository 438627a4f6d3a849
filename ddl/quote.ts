import { quoteIdentifier } from '../contracts/sql-identifiers.js';

export { qualifiedName as qualified, quoteIdentifier as identifier } from '../contracts/sql-identifiers.js';

/** `(a, b)`. */
export function nameList(names: readonly string[]): string {
  return `(${names.map(quoteIdentifier).join(', ')})`;
}

/** A text as a literal that means the same whatever `standard_conforming_strings` says. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}

/** The value of a JSON column; `otherwise` for one that is null. */
export function parsed<T>(json: string | null, otherwise: T): T {
  return json === null ? otherwise : (JSON.parse(json) as T);
}
