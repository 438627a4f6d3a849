import { z } from 'zod';
import {
  FILTER_SUBJECTS,
  type FilterSubject,
  MAX_PATTERN_LENGTH,
  MAX_PATTERNS,
} from '../contracts/object-filter.js';
import { compilePattern } from './pattern.js';

const MEANING: Readonly<Record<FilterSubject, string>> = {
  kind: 'object kinds (table, routine, ...)',
  database: 'databases',
  schema: 'schemas',
  table: 'tables and views with what belongs to them, by name or schema.name',
  extension: "extensions whose members are extracted; without it none's are",
};

const pattern = z
  .string()
  .min(1)
  .max(MAX_PATTERN_LENGTH)
  .superRefine((text, context) => {
    try {
      compilePattern(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
    }
  });

const list = (description: string) => z.array(pattern).max(MAX_PATTERNS).optional().describe(description);

const settings = (subject: FilterSubject) => ({
  [`include_${subject}`]: list(`Globs or /regular expressions/ of the ${MEANING[subject]} to extract.`),
  [`exclude_${subject}`]: list(`Globs or /regular expressions/ of the ${subject}s to leave out.`),
});

/** The filter of a connection in the configuration file; flags of a command take the place of single lists. */
export const objectFilterSchema = z.strictObject(
  Object.assign({}, ...FILTER_SUBJECTS.map(settings)) as Record<string, ReturnType<typeof list>>,
);
