import { readFileSync } from 'node:fs';

/** `column, -- since 15`: a line for servers of that major version and later. */
const SINCE = /^(.*?)\s*-- since (\d+)$/;
/** `-- before 15: column,`, or `-- before 17, since 15: column,`: what takes its place in older servers. */
const BEFORE = /^(\s*)-- before (\d+)(?:, since (\d+))?: (.*)$/;

/** One line as a server of the major version gets it; null when it is not for that version. */
function lineForVersion(line: string, major: number): string | null {
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
 * form `-- before N: <sql>` take their place there.
 */
export function sqlForVersion(text: string, major: number): string {
  return text
    .split('\n')
    .map((line) => lineForVersion(line, major))
    .filter((line) => line !== null)
    .join('\n');
}

/** Reads a SQL file that lies beside the calling module, `moduleUrl` being its `import.meta.url`. */
export function readSql(path: string, moduleUrl: string): string {
  return readFileSync(new URL(path, moduleUrl), 'utf8');
}
