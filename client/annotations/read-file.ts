import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { z } from 'zod';
import type { AnnotationChange } from '../../catalog/annotations/annotations.js';
import { messageOf, SourceSenseError } from '../../contracts/failure.js';
import { requireKind } from '../known-kind.js';

/** Tags of a row: a list, or texts separated by semicolons, as a cell of a table has them. */
const tags = z.union([
  z.array(z.string()),
  z.string().transform((text) =>
    text
      .split(';')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
]);

const changeSchema = z.strictObject({
  object: z.string().min(1),
  kind: z.string().optional(),
  description: z.string().nullable().optional(),
  owner: z.string().nullable().optional(),
  tags: tags.optional(),
  untag: tags.optional(),
});

/**
 * Changes from a YAML, JSON or CSV file: a list of `object`, and any of `kind`, `description`, `owner`, `tags` and `untag`;
 * null takes away. Empty cells of CSV leave what they are about as it is. Throws `invalid_input` naming the entry.
 */
export async function readChanges(file: string): Promise<AnnotationChange[]> {
  const entries = await parseFile(file);
  return entries.map((entry, index) => {
    const parsed = changeSchema.safeParse(entry);
    if (!parsed.success) {
      const problems = parsed.error.issues.map(({ path, message }) => [...path, message].join(' '));
      throw unusable(file, `entry ${index + 1}: ${problems.join('; ')}`);
    }
    const { object, kind, description, owner, tags: addTags, untag } = parsed.data;
    return {
      name: object,
      ...(kind !== undefined && { kind: requireKind(kind) }),
      ...(description !== undefined && { description }),
      ...(owner !== undefined && { owner }),
      ...(addTags && { addTags }),
      ...(untag && { removeTags: untag }),
    };
  });
}

async function parseFile(file: string): Promise<readonly unknown[]> {
  let entries: unknown;
  try {
    const text = readFileSync(file, 'utf8');
    if (extname(file).toLowerCase() === '.csv') entries = await parseCsv(text);
    else entries = (await import('yaml')).parse(text);
  } catch (error) {
    throw unusable(file, messageOf(error).split('\n')[0] ?? '');
  }
  if (Array.isArray(entries)) return entries as readonly unknown[];
  throw unusable(file, 'it holds no list');
}

/** The rows by the names in the first line, without empty cells. Throws for what is no CSV, naming the line. */
async function parseCsv(text: string): Promise<unknown[]> {
  const { parse } = await import('csv-parse/sync');
  const rows = parse<Record<string, string>>(text, {
    columns: true,
    bom: true,
    trim: true,
    record_delimiter: ['\n', '\r\n'],
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    // Last cells may be left out. One too many is a comma that should have been quoted.
    relax_column_count_less: true,
  });
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '')));
}

function unusable(file: string, what: string): SourceSenseError {
  return new SourceSenseError('invalid_input', `${file} has no annotations that can be used: ${what}.`, {
    remedy:
      'Give a .yaml, .json or .csv list with object and any of kind, description, owner, tags and untag.',
  });
}
