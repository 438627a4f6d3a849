/**
 * The words of a text in lowercase, one space apart, identifiers taken apart at underscores and capitals: `orderTotal_net`
 * becomes `order total net`. Only ASCII separates words. As `catalog.identifier_words` of the PostgreSQL catalog.
 */
export function identifierWords(text: string): string {
  return text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/[\s!-/:-@[-`{-~]+/g, ' ')
    .trim()
    .toLowerCase();
}

/** Three successive characters of a word, two spaces before it and one after it: what pg_trgm compares words by. */
export function trigramsOf(word: string): string[] {
  const characters = Array.from(`  ${word} `);
  return [...new Set(characters.slice(2).map((_, at) => characters.slice(at, at + 3).join('')))];
}
