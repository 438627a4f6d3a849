import type { Command } from 'commander';
import {
  FILTER_SETTINGS,
  FILTER_SUBJECTS,
  type FilterSetting,
  type FilterSubject,
  type ObjectFilter,
} from '../contracts/object-filter.js';
import { SourceSenseError } from '../contracts/failure.js';

const WHAT: Readonly<Record<FilterSubject, string>> = {
  kind: 'object kinds',
  database: 'databases',
  schema: 'schemas',
  table: 'tables and views, with what belongs to them (name or schema.name)',
  extension: 'extensions; their members are left out by default',
};

/** `include_schema` as a flag: `--include-schema`. */
const flagOf = (setting: FilterSetting): string => `--${setting.replace('_', '-')}`;

/** Adds `--include-schema`, `--exclude-table` and the others, each of which may be repeated. */
export function withFilterOptions(command: Command): Command {
  for (const subject of FILTER_SUBJECTS) {
    const what = WHAT[subject];
    command
      .option(`--include-${subject} <pattern>`, `only these ${what}; may be repeated`, collect)
      .option(`--exclude-${subject} <pattern>`, `not these ${what}; may be repeated`, collect);
  }
  return command.addHelpText(
    'after',
    '\nA pattern is a glob that fits the whole name (sales_*), or a regular expression between slashes (/^tmp_/).',
  );
}

/** The filter that a command's flags give. Throws `invalid_input` for a pattern that is none, naming the flag. */
export async function filterOf(command: Command): Promise<ObjectFilter> {
  const options = command.opts<Record<string, string[] | undefined>>();
  const given: Partial<Record<FilterSetting, string[]>> = {};
  for (const setting of FILTER_SETTINGS) {
    const patterns = options[camelCase(setting)];
    if (patterns !== undefined) given[setting] = patterns;
  }
  // Loaded when a command runs, so that `--help` is instant.
  const { objectFilterSchema } = await import('../filters/config.js');
  const checked = objectFilterSchema.safeParse(given);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const flag = flagOf(issue?.path[0] as FilterSetting);
  throw new SourceSenseError('invalid_input', `${flag}: ${issue?.message ?? 'not a pattern'}`);
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** The name that commander keeps an option under. */
function camelCase(setting: FilterSetting): string {
  return setting.replace(/_(.)/, (_, letter: string) => letter.toUpperCase());
}
