import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { nearestName } from '../../contracts/nearest-name.js';
import type { ScheduleDefinition } from './definition.js';
import { parseSettings } from './settings.js';

/** A connection's schedule as a file has it. */
export interface WantedSchedule {
  readonly connection: string;
  readonly definition: ScheduleDefinition;
}

/** Something wrong in a file: `line 5, schedules.sales.jitter: must be ...`. */
export interface FileProblem {
  readonly line: number;
  readonly text: string;
}

/** What a file of schedules holds, and everything that is wrong in it. */
export interface ScheduleFile {
  readonly wanted: readonly WantedSchedule[];
  readonly problems: readonly FileProblem[];
  /** The connections that it names, also those whose settings are wrong. */
  readonly connections: readonly string[];
  /** The line of a key, from 1. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

/** The one section of a file. */
const SECTION = 'schedules';

/** Reads the YAML of a file of schedules: `schedules: { <connection>: { cron: ..., time_zone: ... } }`. */
export function parseScheduleFile(text: string): ScheduleFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems: FileProblem[] = document.errors.map(({ message, linePos }) => ({
    line: linePos?.[0].line ?? 1,
    text: message.split(' at line')[0] ?? message,
  }));
  const lineOf = (path: readonly PropertyKey[]) => lines.linePos(offsetOf(document.contents, path)).line;
  const refuse = (path: readonly PropertyKey[], message: string) => {
    const line = lineOf(path);
    problems.push({ line, text: path.length === 0 ? message : `${path.map(String).join('.')}: ${message}` });
  };
  const none = { wanted: [], connections: [], lineOf };
  if (problems.length > 0) return { ...none, problems };

  const root = document.toJS() as unknown;
  const sections = isRecord(root) ? root : {};
  for (const name of Object.keys(sections).filter((key) => key !== SECTION)) {
    const hint = nearestName(name, [SECTION]) === null ? 'there is only' : 'did you mean';
    refuse([name], `is not a section: ${hint} ${SECTION}`);
  }
  const schedules = sections[SECTION];
  if (!isRecord(schedules)) {
    refuse([], 'It has no section "schedules" with settings by connection.');
    return { ...none, problems };
  }
  const wanted: WantedSchedule[] = [];
  for (const [connection, settings] of Object.entries(schedules)) {
    const path = [SECTION, connection];
    const parsed = parseSettings(settings);
    if ('extraction' in parsed) wanted.push({ connection, definition: parsed });
    else for (const problem of parsed) refuse([...path, ...problem.path], problem.message);
  }
  return { wanted, problems, connections: Object.keys(schedules), lineOf };
}

/** Where the key that a path names begins, or the deepest one that is there. */
function offsetOf(root: Node | null, path: readonly PropertyKey[]): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const name of path) {
    if (!isMap(node)) break;
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(name));
    if (pair === undefined) break;
    if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
    node = pair.value;
  }
  return offset;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
