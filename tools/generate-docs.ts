/** Writes the generated documentation: `npm run docs`. A test compares what it would write with what is there. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { derivedDefaults } from '../config/defaults.js';
import { type Setting, SETTINGS } from '../config/settings.js';
import { dataDictionaryFromScratch } from './data-dictionary.js';
import { diffPage } from './diff-page.js';
import { lintPage } from './lint-page.js';

const INTRODUCTION = `# Configuration

<!-- Generated from config/schema.ts by \`npm run docs\`; edit the schema. -->

A setting is taken from the first of these that has it:

1. a flag of any \`sourcesense\` command: \`--set section.key=value\`, or \`--provider\` for \`catalog.provider\`;
2. an environment variable, \`SOURCESENSE_<SECTION>_<KEY>\`, or a name that other tools share:
   \`TEMPORAL_ADDRESS\`, \`TEMPORAL_NAMESPACE\`, \`TEMPORAL_API_KEY\`;
3. a YAML file: the one that \`--config\` names, else \`sourcesense.yaml\` in the working directory;
4. the stack that \`sourcesense up\` runs in the same data folder, while it runs;
5. \`AWS_REGION\` for the artifact store and an RDS catalog, \`AWS_ENDPOINT_URL_S3\` or \`AWS_ENDPOINT_URL\` for the store;
   credentials come from the AWS SDK's own chain unless they are configured;
6. the default.

Unknown settings are refused, naming the nearest one there is. \`sourcesense config\` shows every setting and where it
came from, without secrets. Relative paths start at the working directory. In a YAML file, \`\${NAME}\` within a text
stands for the environment variable of that name, which must be set; \`$\${NAME}\` is the text itself.

\`\`\`yaml
temporal:
  address: temporal.example.com:7233
catalog:
  url: postgres://sourcesense@db.example.com:5432/sourcesense
  password: \${CATALOG_PASSWORD}
connections:
  sales:
    url: postgres://reader@sales.example.com:5432/sales?sslmode=verify-full
    password: \${SALES_PASSWORD}
\`\`\`

The password of the connection \`sales\` could also come from \`SOURCESENSE_CONNECTIONS_SALES_PASSWORD\`. Names of
connections are lowercase letters, digits, \`_\` and \`-\`.
`;

/** The text of `docs/configuration.md`. */
function configurationPage(): string {
  const sections = new Map<string, Setting[]>();
  for (const setting of SETTINGS) {
    const section = setting.path.slice(0, -1).join('.').replace('*', '<name>');
    sections.set(section, [...(sections.get(section) ?? []), setting]);
  }
  const tables = [...sections].map(([section, settings]) => {
    const title = section === '' ? '## General' : `## \`${section}\``;
    return [
      title,
      '',
      '| setting | meaning | allowed | default |',
      '|---|---|---|---|',
      ...settings.map(row),
    ];
  });
  return [INTRODUCTION, ...tables.map((lines) => `${lines.join('\n')}\n`)].join('\n');
}

function row(setting: Setting): string {
  const { path, description, allowed, secret, onlyWhen } = setting;
  const condition =
    onlyWhen === null
      ? ''
      : ` Only when \`${onlyWhen.path.at(-1) ?? ''}\` is \`${onlyWhen.values.join('` or `')}\`.`;
  const meaning = `${description}${condition}${secret ? ' Secret.' : ''}`;
  const name = (path.at(-1) ?? '').replace('*', '<id>');
  const cells = [`\`${name}\``, meaning, allowed, defaultText(setting)];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function defaultText({ path, defaultValue, required }: Setting): string {
  const derived = derivedDefaults('<data_directory>').get(path.join('.'));
  const value = derived ?? defaultValue;
  if (value !== undefined) return `\`${value}\``;
  return required ? 'required' : '';
}

/** The pages that are made from the code alone, by their path from the project's root. */
export const GENERATED_PAGES = {
  'docs/configuration.md': configurationPage,
  'docs/lint.md': lintPage,
  'docs/diff.md': diffPage,
} as const;

/** The page that is made from a catalog's database; its test makes it from a database of its own. */
export const DATA_DICTIONARY = 'docs/data-dictionary.md';

async function writeAll(root: string): Promise<void> {
  for (const [path, page] of Object.entries(GENERATED_PAGES)) writeFileSync(join(root, path), page());
  writeFileSync(join(root, DATA_DICTIONARY), await dataDictionaryFromScratch());
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await writeAll(fileURLToPath(new URL('../..', import.meta.url)));
}
