import type { Capability } from '../../../contracts/examination.js';
import { ALL_KINDS } from '../../../contracts/kinds/index.js';
import type { PostgresQueries } from '../queries.js';
import { codeOf, type DeniedName } from './kinds.js';
import { grantEach } from './statements.js';

/** What functions of the server tell of objects, by their names; every role may call them unless somebody revoked it. */
const FUNCTION_GROUPS = {
  definitions: {
    pattern: /\bpg_get_\w*(?:def|expr|body)\b/g,
    shown: 'Definitions and expressions can be printed.',
  },
  sizes: { pattern: /\bpg_\w*_size\b/g, shown: 'Sizes of tables, indexes and TOAST tables can be read.' },
} as const;

/** Definitions and sizes: a function that may not be called takes with it the kinds whose queries call it. */
export function examineFunctions(
  extraction: PostgresQueries,
  denied: readonly DeniedName[],
  role: string,
): Capability[] {
  return Object.entries(FUNCTION_GROUPS).map(([name, { pattern, shown }]): Capability => {
    const used = new Set(ALL_KINDS.flatMap((kind) => codeOf(extraction.kinds[kind]).match(pattern) ?? []));
    const refused = denied.filter((entry) => used.has(entry.name));
    const refusedNames = [...new Set(refused.map((entry) => entry.name))];
    const kinds = ALL_KINDS.filter((kind) =>
      (codeOf(extraction.kinds[kind]).match(pattern) ?? []).some((match) => refusedNames.includes(match)),
    );
    const all = refusedNames.length === 0;
    return {
      name,
      group: 'detail',
      availability: all ? 'available' : refusedNames.length < used.size ? 'partial' : 'missing',
      total: used.size,
      affected: refusedNames.length,
      detail: all ? shown : `The role may not call ${refusedNames.join(', ')}.`,
      skipped: all ? null : `The kinds that need them: ${kinds.join(', ')}.`,
      remedies: all
        ? []
        : [
            {
              statements: grantEach(
                refused.map(({ privilege }) => privilege),
                role,
              ),
              note: null,
            },
          ],
    };
  });
}
