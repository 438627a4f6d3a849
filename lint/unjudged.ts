import type { SchemaLedgerLine } from '../contracts/extraction.js';
import type { Kind } from '../contracts/kinds/index.js';
import { type RuleName, ruleDeclaration } from './rules/index.js';

/** A rule that can't tell about a schema, because the run did not read all objects of a kind there. */
export interface Unjudged {
  readonly rule: RuleName;
  readonly schemaName: string;
  readonly kind: Kind;
}

/** Whether objects of the kind that are in the schema may be missing from the run: withheld, failed or left out as a kind. */
function isPartlyRead({ extracted, filtered, denied, failed, difference }: SchemaLedgerLine): boolean {
  return denied + failed > 0 || difference > 0 || (extracted === 0 && filtered > 0);
}

/** The rules that take a missing object for one that does not exist, with the schemas in which it may just not have been read. */
export function unjudgedOf(rules: Iterable<RuleName>, ledger: readonly SchemaLedgerLine[]): Unjudged[] {
  // What a filter leaves out as a whole schema is not there to be judged.
  const schemas = new Set(
    ledger.flatMap(({ kind, schemaName, extracted }) =>
      kind === 'table' && schemaName !== null && extracted > 0 ? [schemaName] : [],
    ),
  );
  const partlyRead = ledger.filter(isPartlyRead);
  return [...rules].flatMap((rule) => {
    const kinds = ruleDeclaration(rule).infersFrom ?? [];
    return partlyRead.flatMap(({ kind, schemaName }) =>
      kinds.includes(kind) && schemaName !== null && schemas.has(schemaName)
        ? [{ rule, schemaName, kind }]
        : [],
    );
  });
}
