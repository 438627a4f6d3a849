import { readFileSync } from 'node:fs';
import { STORED_CONNECTION_PREFIX } from '../../config/stored-connection.js';
import { messageOf, SourceSenseError } from '../../contracts/failure.js';
import { nearestName } from '../../contracts/nearest-name.js';
import { type FileProblem, parseScheduleFile, type WantedSchedule } from './schedule-file.js';

/** The connections there are: those of the configuration by name, stored ones by id. */
export interface KnownConnections {
  readonly configured: readonly string[];
  /** Asked only about what looks like an id. */
  readonly isStored: (id: string) => Promise<boolean>;
}

/**
 * The schedules that a file wants. Throws `invalid_input` with everything that is wrong in it, each with its line, unknown
 * connections included.
 */
export async function readScheduleFile(
  file: string,
  known: KnownConnections,
): Promise<readonly WantedSchedule[]> {
  const { wanted, problems, connections, lineOf } = parseScheduleFile(textOf(file));
  const unknown: FileProblem[] = [];
  for (const connection of connections) {
    if (await isKnown(connection, known)) continue;
    const path = ['schedules', connection];
    unknown.push({ line: lineOf(path), text: `${path.join('.')}: ${unknownConnection(connection, known)}` });
  }
  const all = [...problems, ...unknown].sort((a, b) => a.line - b.line);
  if (all.length === 0) return wanted;
  const lines = all.map(({ line, text }) => `\n- line ${line}, ${text}`);
  throw new SourceSenseError('invalid_input', `${file} can't be applied:${lines.join('')}`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SourceSenseError('invalid_input', `The file ${file} can't be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

async function isKnown(connection: string, { configured, isStored }: KnownConnections): Promise<boolean> {
  if (configured.includes(connection)) return true;
  return connection.startsWith(STORED_CONNECTION_PREFIX) && (await isStored(connection));
}

function unknownConnection(connection: string, { configured }: KnownConnections): string {
  const nearest = nearestName(connection, configured);
  const there = configured.length === 0 ? 'none is configured here' : `there are ${configured.join(', ')}`;
  return `there is no such connection: ${nearest === null ? there : `did you mean ${nearest}?`}`;
}
