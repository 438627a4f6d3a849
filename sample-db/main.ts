/** `npm run sample-db -- postgres://user:password@host:port/database [--force]`: loads the sample database. */
import { parseArgs } from 'node:util';
import { messageOf, redact } from '../contracts/failure.js';
import { loadSampleDatabase } from './load.js';

const USAGE = `Usage: npm run sample-db -- postgres://user:password@host:port/database [--force]

Loads the sample database (schemas ecommerce, analytics and reporting) into a PostgreSQL 13 or later.
Running it again changes nothing. --force drops schemas of the same names that are your own.
`;

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { force: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  const [url, ...others] = positionals;
  if (values.help || url === undefined || others.length > 0) {
    (values.help ? process.stdout : process.stderr).write(USAGE);
    return values.help ? 0 : 2;
  }
  const startedMs = performance.now();
  const { tables, alreadyLoaded } = await loadSampleDatabase(
    url,
    (line) => process.stdout.write(`${line}\n`),
    {
      force: values.force,
    },
  );
  const rows = tables.reduce((sum, table) => sum + table.rows, 0).toLocaleString('en');
  const done = alreadyLoaded ? 'The sample database is there already' : 'The sample database is loaded';
  process.stdout.write(
    `${done}: ${tables.length} tables, ${rows} rows, ${Math.round(performance.now() - startedMs)} ms.\n`,
  );
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${redact(messageOf(error))}\n`);
  process.exitCode = 1;
}
