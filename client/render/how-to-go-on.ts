import type { LoadedConfig } from '../../config/load.js';
import { RUNNING_STACK_ORIGIN } from '../../config/load.js';
import { redact } from '../../contracts/failure.js';

/** Two questions that the catalog answers, for people to start from. */
const EXAMPLE_QUERIES = [
  "SELECT schema_name, table_name, table_type, comment FROM catalog.tables WHERE source_name = 'sample' ORDER BY 1, 2;",
  "SELECT table_name, column_name, data_type FROM catalog.columns WHERE source_name = 'sample' AND column_name LIKE '%email%' ORDER BY 1, 2;",
] as const;

/** Where things are once the stack is up, and what to do next. */
export function renderHowToGoOn({ config, originOf }: LoadedConfig, uiUrl: string | null): string {
  // The password of a database that lives on this machine's loopback address only: without it nobody gets in.
  const isOwn = originOf('catalog.url') === RUNNING_STACK_ORIGIN;
  const catalogUrl = isOwn ? config.catalog.url : redact(config.catalog.url);
  return [
    'The catalog is in PostgreSQL; query it with',
    `  psql '${catalogUrl}'`,
    ...EXAMPLE_QUERIES.map((query) => `    ${query}`),
    ...(uiUrl === null ? [] : ['This run in the Temporal UI:', `  ${uiUrl}`]),
    'In another terminal:',
    '  npx sourcesense extract sample',
    "  npx sourcesense extract 'postgres://user:password@host:5432/database'",
    '  npx sourcesense list',
  ].join('\n');
}
