/** A value for JSON whose keys are somebody else's, and stay as they are. */
export class Verbatim {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/**
 * A value for JSON, the keys of its objects in snake_case: `{runId: 1}` becomes `{run_id: 1}`. Dates become ISO 8601,
 * 64-bit integers become texts, which JSON's numbers can't hold.
 */
export function toSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSnakeCase);
  if (value instanceof Verbatim) return value.value;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [snakeCase(key), toSnakeCase(child)]),
  );
}

function snakeCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
