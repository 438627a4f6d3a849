/** Quoted names and texts, words, and any other single character. */
const TOKEN = /"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}_][\p{L}\p{N}_$]*|\S/gu;

/** The tokens of a piece of SQL or JSON, names without their quotes. */
export function tokensOf(text: string): string[] {
  return (text.match(TOKEN) ?? []).map((token) =>
    token.startsWith('"') ? token.slice(1, -1).replaceAll('""', '"') : token,
  );
}

/** Names that were replaced by others: a pair for every renamed object, for its schema and for its own name. */
export class NamePairs {
  readonly #pairs = new Set<string>();

  add(before: string | null, after: string | null): void {
    if (before !== null && after !== null && before !== after)
      this.#pairs.add(JSON.stringify([before, after]));
  }

  /** Whether two texts differ by renamed names and nothing else. */
  explain(before: string, after: string): boolean {
    if (this.#pairs.size === 0) return false;
    if (this.#isPair(before, after)) return true;
    const [left, right] = [tokensOf(before), tokensOf(after)];
    return (
      left.length === right.length &&
      left.every((token, index) => token === right[index] || this.#isPair(token, right[index] ?? ''))
    );
  }

  #isPair(before: string, after: string): boolean {
    return this.#pairs.has(JSON.stringify([before, after]));
  }
}
