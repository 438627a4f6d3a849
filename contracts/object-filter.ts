/**
 * What a filter may speak of, in the order in which it decides: the first subject that leaves an object out ends it.
 * `table` means tables, views and what belongs to them, by `name` or `schema.name`.
 */
export const FILTER_SUBJECTS = ['kind', 'database', 'schema', 'table', 'extension'] as const;

export type FilterSubject = (typeof FILTER_SUBJECTS)[number];

/** The names of the settings, in files and in workflow inputs; as flags they are `--include-schema` and so on. */
export type FilterSetting = `${'include' | 'exclude'}_${FilterSubject}`;

/**
 * Which objects a run takes: lists of globs (`sales_*`) and, between slashes, regular expressions (`/^tmp_\d+$/`). An
 * object that an exclude list names is left out; one that an include list of its subject does not name, too. Members of
 * extensions are left out unless `include_extension` names theirs.
 */
export type ObjectFilter = Readonly<Partial<Record<FilterSetting, readonly string[] | undefined>>>;

/** All settings, for flags and configuration. */
export const FILTER_SETTINGS: readonly FilterSetting[] = FILTER_SUBJECTS.flatMap(
  (subject): FilterSetting[] => [`include_${subject}`, `exclude_${subject}`],
);

/** Patterns a list may hold, and characters each may have: a filter is part of the workflow's history. */
export const MAX_PATTERNS = 200;
export const MAX_PATTERN_LENGTH = 300;
