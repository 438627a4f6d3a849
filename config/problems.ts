import type { z } from 'zod';
import { SourceSenseError } from '../contracts/failure.js';
import type { Entry } from './layers.js';
import { nearestName } from '../contracts/nearest-name.js';
import { environmentName, settingAt, SETTINGS } from './settings.js';

/** All that is wrong with a configuration, as one error. */
export function invalidConfig(problems: readonly string[]): SourceSenseError {
  const text =
    problems.length === 1 ? problems.join('') : problems.map((problem) => `\n- ${problem}`).join('');
  return new SourceSenseError('invalid_input', `The configuration is not valid: ${text}`);
}

/** What to say of a key that no setting has, naming the nearest one. */
export function unknownProblem({ path, origin }: Entry): string {
  const fromEnvironment = path.length === 1 && origin.endsWith(` ${path[0] ?? ''}`);
  const known = SETTINGS.map((setting) =>
    fromEnvironment ? environmentName(setting.path) : withName(setting.path, path).join('.'),
  );
  const nearest = nearestName(path.join('.'), known);
  const hint =
    nearest === null ? 'docs/configuration.md lists the settings.' : `The nearest setting is ${nearest}.`;
  return fromEnvironment
    ? `the ${origin} is not a setting. ${hint}`
    : `${path.join('.')} (${origin}) is not a setting. ${hint}`;
}

/** What to say of one of zod's issues: the key, where it came from, what is allowed. Values are quoted unless secret. */
export function problemsOf(issue: z.core.$ZodIssue, entries: ReadonlyMap<string, Entry>): string[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => notApplicable([...path, key], entries));
  }
  const key = path.join('.');
  const entry = entries.get(key);
  if (issue.code === 'invalid_key') {
    const from = [...entries.values()].find((candidate) => candidate.path.join('.').startsWith(`${key}.`));
    return [`${key} (${from?.origin ?? 'default'}) has a name that is not allowed: ${nameRule(issue)}.`];
  }
  const setting = settingAt(path);
  const allowed = setting === undefined ? issue.message : allowedBy(issue, setting.allowed);
  if (entry === undefined) return [`${key} is missing; it must be ${allowed}.`];
  const value = setting?.secret === true ? '' : `, not ${JSON.stringify(entry.value)}`;
  return [`${key} (${entry.origin}) must be ${allowed}${value}.`];
}

/** zod's own message where the schema says it more exactly than its type does. */
function allowedBy(issue: z.core.$ZodIssue, allowed: string): string {
  return issue.code === 'invalid_format' || issue.code === 'custom' ? issue.message : allowed;
}

function nameRule(issue: z.core.$ZodIssueInvalidKey): string {
  return issue.issues.map(({ message }) => message).join(', ');
}

function notApplicable(path: readonly string[], entries: ReadonlyMap<string, Entry>): string {
  const key = path.join('.');
  const condition = settingAt(path)?.onlyWhen;
  const origin = entries.get(key)?.origin ?? 'default';
  if (condition === null || condition === undefined) return `${key} (${origin}) is not a setting.`;
  return `${key} (${origin}) applies only when ${condition.path.join('.')} is ${condition.values.join(' or ')}.`;
}

/** A setting's path with the connection name of the mistyped one, so that they compare by the rest. */
function withName(pattern: readonly string[], path: readonly string[]): string[] {
  return pattern.map((part, index) => (part === '*' ? (path[index] ?? part) : part));
}
