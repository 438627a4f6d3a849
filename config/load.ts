import { existsSync } from 'node:fs';
import { derivedDefaults } from './defaults.js';
import {
  awsEntries,
  type Entry,
  type Environment,
  environmentEntries,
  fileEntries,
  flagEntries,
  flatten,
  providerEntries,
} from './layers.js';
import { invalidConfig, problemsOf, unknownProblem } from './problems.js';
import { readRunningStack } from './running-stack.js';
import { configSchema, type SourceSenseConfig } from './schema.js';
import { settingAt, SETTINGS } from './settings.js';

/** The file that is read when none is named. */
export const DEFAULT_CONFIG_FILE = 'sourcesense.yaml';

export const DEFAULT_ORIGIN = 'default';
/** Where settings come from that a stack in the same data folder publishes. */
export const RUNNING_STACK_ORIGIN = 'running stack';

export interface LoadOptions {
  /** A YAML file; `sourcesense.yaml` of the working directory, if it is there, unless given. */
  readonly file?: string;
  /** `section.key=value`, the strongest layer. */
  readonly set?: readonly string[];
  /** The catalog's provider, as strong as `set`. */
  readonly provider?: string;
  /** The process's environment unless given. */
  readonly environment?: Environment;
}

export interface LoadedConfig {
  readonly config: SourceSenseConfig;
  /** Where the setting of that path came from: `sourcesense.yaml`, `RUNNING_STACK_ORIGIN`, `DEFAULT_ORIGIN`. */
  readonly originOf: (path: string) => string;
  /** The configuration file that was read, or null. */
  readonly file: string | null;
}

/**
 * The configuration: flags over the environment over the YAML file over what a running embedded stack says of itself
 * over defaults. The only reader of the environment. Throws `invalid_input` naming every wrong setting, where it came
 * from and what is allowed; secrets are never quoted.
 */
export function loadConfig(options: LoadOptions = {}): LoadedConfig {
  const { environment = process.env, set = [], provider } = options;
  const file = options.file ?? (existsSync(DEFAULT_CONFIG_FILE) ? DEFAULT_CONFIG_FILE : null);
  const fromFile = file === null ? [] : fileEntries(file, environment);
  const flags = [...flagEntries(set), ...providerEntries(provider)];
  const connectionNames = [...fromFile, ...flags].flatMap(({ path }) =>
    path[0] === 'connections' && path[1] !== undefined ? [path[1]] : [],
  );
  const unlessChosen = [...fromFile, ...environmentEntries(environment, connectionNames)];
  const all = [...setAside(unlessChosen, flags), ...flags];
  const unknown = all.filter(isUnknown);
  const given = all.filter((entry) => !unknown.includes(entry));

  const dataDirectory = dataDirectoryOf(given);
  const defaults = [...derivedDefaults(dataDirectory, chosenProvider(given))].map(([path, value]) => ({
    path: path.split('.'),
    value,
    origin: DEFAULT_ORIGIN,
    ambient: true as const,
  }));
  const stack = flatten(readRunningStack(dataDirectory)?.settings ?? {}, RUNNING_STACK_ORIGIN).map(
    (entry) => ({ ...entry, ambient: true as const }),
  );
  const entries = dropInapplicable(merge([...defaults, ...awsEntries(environment), ...stack, ...given]));

  const parsed = configSchema.safeParse(nest(entries.values()));
  const issues = parsed.success ? [] : parsed.error.issues;
  const problems = [...unknown.map(unknownProblem), ...issues.flatMap((issue) => problemsOf(issue, entries))];
  if (!parsed.success || problems.length > 0) throw invalidConfig(problems);
  return { config: parsed.data, originOf: (path) => entries.get(path)?.origin ?? DEFAULT_ORIGIN, file };
}

type Entries = ReadonlyMap<string, Entry>;

function merge(entries: readonly Entry[]): Entries {
  return new Map(entries.filter(({ value }) => value !== null).map((entry) => [entry.path.join('.'), entry]));
}

function dataDirectoryOf(given: readonly Entry[]): string {
  const value = merge(given).get('data_directory')?.value;
  const fallback = settingAt(['data_directory'])?.defaultValue as string;
  return typeof value === 'string' && value !== '' ? value : fallback;
}

/** The provider that was named, if one was. */
function chosenProvider(given: readonly Entry[]): unknown {
  return merge(given).get('catalog.provider')?.value;
}

/**
 * What files and the environment say of another variant than a flag chooses is left out where it does not apply: the
 * catalog's URL when the flag says `--provider development`.
 */
function setAside(entries: readonly Entry[], flags: readonly Entry[]): Entry[] {
  const chosen = new Set(flags.map(({ path }) => path.join('.')));
  return entries.map((entry) => {
    const condition = settingAt(entry.path)?.onlyWhen;
    return condition && chosen.has(condition.path.join('.')) ? { ...entry, ambient: true } : entry;
  });
}

/** Drops what was said in passing of a variant that was not chosen: the default folder when the store is S3. */
function dropInapplicable(entries: Entries): Entries {
  return new Map(
    [...entries].filter(([, { path, ambient }]) => {
      const condition = settingAt(path)?.onlyWhen;
      if (condition === null || condition === undefined) return true;
      const applies = condition.values.includes(String(entries.get(condition.path.join('.'))?.value));
      return applies || ambient !== true;
    }),
  );
}

function nest(entries: Iterable<Entry>): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const { path, value } of entries) {
    let node = root;
    for (const name of path.slice(0, -1)) node = (node[name] ??= {}) as Record<string, unknown>;
    const last = path.at(-1);
    if (last !== undefined) node[last] = value;
  }
  return root;
}

function isUnknown({ path, value }: Entry): boolean {
  return settingAt(path) === undefined && !isEmptySection(path, value);
}

/** `connections:` with nothing below it reads as null. */
function isEmptySection(path: readonly string[], value: unknown): boolean {
  return (
    value === null &&
    SETTINGS.some((setting) => setting.path.length > path.length && setting.path[0] === path[0])
  );
}
