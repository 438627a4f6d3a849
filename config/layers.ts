import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { messageOf, SourceSenseError } from '../contracts/failure.js';
import { environmentName, type Setting, settingAt, SETTINGS } from './settings.js';

/** One value of the configuration and where it came from. */
export interface Entry {
  readonly path: readonly string[];
  readonly value: unknown;
  /** For messages: `sourcesense.yaml`, `environment variable TEMPORAL_ADDRESS`, `flag --set`. */
  readonly origin: string;
  /** Not said with SourceSense's other settings in mind: left out where it does not apply, rather than refused. */
  readonly ambient?: true;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables with names of their own, since Temporal's other tools use them too. */
const FOREIGN_VARIABLES: readonly ForeignVariable[] = [
  ['TEMPORAL_ADDRESS', ['temporal', 'address']],
  ['TEMPORAL_NAMESPACE', ['temporal', 'namespace']],
  ['TEMPORAL_API_KEY', ['temporal', 'api_key']],
];

/**
 * The AWS SDK's own variables, for what we have to tell it of addresses; later ones win. Credentials and profiles it finds by
 * itself. https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */
const AWS_VARIABLES: readonly ForeignVariable[] = [
  ['AWS_REGION', ['artifacts', 'region']],
  ['AWS_REGION', ['catalog', 'region']],
  ['AWS_ENDPOINT_URL', ['artifacts', 'endpoint']],
  ['AWS_ENDPOINT_URL_S3', ['artifacts', 'endpoint']],
];

type ForeignVariable = readonly [variable: string, path: readonly string[]];

const PREFIX = 'SOURCESENSE_';

/** The values of a nested object: `{a: {b: 1}}` is one entry of path `a.b`. */
export function flatten(value: unknown, origin: string, path: readonly string[] = []): Entry[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([name, child]) => flatten(child, origin, [...path, name]));
  }
  return [{ path, value, origin }];
}

/** The entries of a YAML file; `${NAME}` in a text stands for an environment variable. */
export function fileEntries(path: string, environment: Environment): Entry[] {
  let document: unknown;
  try {
    document = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new SourceSenseError(
      'invalid_input',
      `The configuration file ${path} can't be read: ${withoutContent(error)}`,
    );
  }
  if (document === null || document === undefined) return [];
  if (typeof document !== 'object' || Array.isArray(document)) {
    throw new SourceSenseError(
      'invalid_input',
      `The configuration file ${path} must hold sections, such as temporal:.`,
    );
  }
  return flatten(document, path).map((entry) =>
    typeof entry.value === 'string'
      ? { ...entry, value: interpolate(entry.value, entry, environment) }
      : entry,
  );
}

/** What is wrong with a file, and where. The lines that the parser quotes below it may hold a password. */
function withoutContent(error: unknown): string {
  return messageOf(error).split(/:?\n/, 1).join('');
}

/** The entries that environment variables stand for, the names of connections taken from `connectionNames`. */
export function environmentEntries(environment: Environment, connectionNames: readonly string[]): Entry[] {
  const entries = entriesOfVariables(FOREIGN_VARIABLES, environment);
  for (const [variable, text] of Object.entries(environment)) {
    if (!variable.startsWith(PREFIX) || text === undefined) continue;
    const origin = `environment variable ${variable}`;
    const found = settingOfVariable(variable, connectionNames);
    entries.push(
      found === null
        ? { path: [variable], value: text, origin }
        : { path: found.path, value: typed(text, found.setting), origin },
    );
  }
  return entries;
}

/** What the AWS SDK's variables say; weaker than anything that is said to SourceSense itself. */
export function awsEntries(environment: Environment): Entry[] {
  return entriesOfVariables(AWS_VARIABLES, environment).map((entry) => ({ ...entry, ambient: true }));
}

function entriesOfVariables(variables: readonly ForeignVariable[], environment: Environment): Entry[] {
  return variables.flatMap(([variable, path]) => {
    const value = environment[variable];
    return value === undefined || value === ''
      ? []
      : [{ path, value, origin: `environment variable ${variable}` }];
  });
}

/** The entries of `--set section.key=value` flags. */
export function flagEntries(assignments: readonly string[]): Entry[] {
  return assignments.map((assignment) => {
    const equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new SourceSenseError(
        'invalid_input',
        '--set takes section.key=value, such as --set log.level=debug.',
      );
    }
    const path = assignment.slice(0, equals).split('.');
    const setting = settingAt(path);
    const text = assignment.slice(equals + 1);
    return { path, value: setting === undefined ? text : typed(text, setting), origin: 'flag --set' };
  });
}

/** The entry of the flag `--provider`. */
export function providerEntries(provider: string | undefined): Entry[] {
  if (provider === undefined) return [];
  return [{ path: ['catalog', 'provider'], value: provider, origin: 'flag --provider' }];
}

function settingOfVariable(
  variable: string,
  connectionNames: readonly string[],
): { setting: Setting; path: readonly string[] } | null {
  for (const setting of SETTINGS) {
    const name = environmentName(setting.path);
    if (name === variable) return { setting, path: setting.path };
    const [before = '', after] = name.split('*');
    if (after === undefined || !variable.startsWith(before) || !variable.endsWith(after)) continue;
    const middle = variable.slice(before.length, variable.length - after.length);
    if (middle === '') continue;
    const names = setting.path[0] === 'connections' ? connectionNames : [];
    const known = names.find((candidate) => environmentName([candidate]) === PREFIX + middle);
    const connection = known ?? middle.toLowerCase();
    return { setting, path: setting.path.map((part) => (part === '*' ? connection : part)) };
  }
  return null;
}

/** Text from the environment or a flag as the setting's type; left as it is where it isn't one, for the schema to refuse. */
function typed(text: string, setting: Setting): unknown {
  if (setting.type === 'string') return text;
  if (setting.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function interpolate(text: string, entry: Entry, environment: Environment): string {
  return text.replaceAll(/(\$?)\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (whole, escape: string, name: string) => {
    if (escape !== '') return whole.slice(1);
    const value = environment[name];
    if (value !== undefined) return value;
    throw new SourceSenseError(
      'invalid_input',
      `${entry.path.join('.')} (${entry.origin}) needs the environment variable ${name}, which is not set.`,
    );
  });
}
