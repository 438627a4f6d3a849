import type { LoadedConfig } from '../../config/load.js';
import { RUNNING_STACK_ORIGIN } from '../../config/load.js';
import { redact } from '../../contracts/failure.js';

/** Two questions that the catalog answers, for people to start from; `schema` qualifies its views where there are schemas. */
const exampleQueries = (schema: string) => [
  `SELECT schema_name, table_name, table_type, comment FROM ${schema}tables WHERE source_name = 'sample' ORDER BY 1, 2;`,
  `SELECT table_name, column_name, data_type FROM ${schema}columns WHERE source_name = 'sample' AND column_name LIKE '%email%' ORDER BY 1, 2;`,
];

/** Where things are once the stack is up, and what to do next. */
export function renderHowToGoOn(loaded: LoadedConfig, uiUrl: string | null): string {
  return [
    ...catalogLines(loaded),
    ...(uiUrl === null ? [] : ['This run in the Temporal UI:', `  ${uiUrl}`]),
    'In another terminal:',
    '  npx sourcesense extract sample',
    "  npx sourcesense extract 'postgres://user:password@host:5432/database'",
    '  npx sourcesense list',
  ].join('\n');
}

function catalogLines({ config: { catalog }, originOf }: LoadedConfig): string[] {
  if ('file' in catalog) {
    const queries = exampleQueries('').map((query) => `    ${query}`);
    return ['The catalog is in SQLite; query it with', `  sqlite3 '${catalog.file}'`, ...queries];
  }
  // The password of a database that lives on this machine's loopback address only: without it nobody gets in.
  const url = originOf('catalog.url') === RUNNING_STACK_ORIGIN ? catalog.url : redact(catalog.url);
  const queries = exampleQueries('catalog.').map((query) => `    ${query}`);
  return ['The catalog is in PostgreSQL; query it with', `  psql '${url}'`, ...queries];
}
