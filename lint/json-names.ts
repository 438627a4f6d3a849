/** Names of a JSON array of texts: `columns` of constraints. */
export function namesIn(json: string): string[] {
  return JSON.parse(json) as string[];
}
