import { readFileSync } from 'node:fs';

/** `column, -- since 15`: a line for servers of that major version and later. */
const SINCE = /^(.*?)\s*-- since (\d+)$/;
/** `-- before 15: column,`, or `-- before 17, since 15: column,`: what takes its place in older servers. */
const BEFORE = /^(\s*)-- before (\d+)(?:, since (\d+))?: (.*)$/;

/** `pg_get_viewdef(c.oid) AS definition, -- else: NULL AS definition,`: what may fail for one object, and what then stands for it. */
const ELSE = /^(\s*)(.*?)\s*-- else: (.*)$/;

/**
 * Which text of a query is wanted: `full`, or `structure`, in which lines that may wait for a lock or fail for a single
 * object are replaced by what their `-- else:` says.
 */
export type QueryDetail = 'full' | 'structure';

/** One line in the detail that is wanted. */
function lineInDetail(line: string, detail: QueryDetail): string {
  const marked = line.includes('-- else: ') ? ELSE.exec(line) : null;
  if (marked === null) return line;
  const [, indent = '', sql = '', instead = ''] = marked;
  return indent + (detail === 'full' ? sql : instead);
}

/** One line as a server of the major version gets it; null when it is not for that version. */
function lineForVersion(line: string, major: number): string | null {
  // Most are for all versions; to match them all against expressions takes three times as long.
  if (!line.includes('-- ')) return line;
  const before = BEFORE.exec(line);
  if (before !== null) {
    const [, indent = '', limit, since = '0', sql = ''] = before;
    return major < Number(limit) && major >= Number(since) ? `${indent}${sql}` : null;
  }
  const since = SINCE.exec(line);
  if (since === null) return line;
  return major >= Number(since[2]) ? (since[1] ?? '') : null;
}

/**
 * Turns a static SQL file into the text for one major version. As it stands the file is what the newest version gets
 * and can be pasted into `psql`: lines that end in `-- since N` are left out for older servers, and comments of the
 * form `-- before N: <sql>` take their place there; `-- else: <sql>` gives a line's text for the `structure` alone.
 */
export function sqlForVersion(text: string, major: number, detail: QueryDetail = 'full'): string {
  return text
    .split('\n')
    .map((line) => lineForVersion(line, major))
    .filter((line) => line !== null)
    .map((line) => lineInDetail(line, detail))
    .join('\n');
}

/** Reads a SQL file that lies beside the calling module, `moduleUrl` being its `import.meta.url`. */
export function readSql(path: string, moduleUrl: string): string {
  return readFileSync(new URL(path, moduleUrl), 'utf8');
}
