import { literal } from './quote.js';
import type { RowsByKind } from './schema-rows.js';
import { ddlStatements } from './script.js';

/** A number in place of a comment, as `commentTargets` finds it again. */
const NUMBERED = /^COMMENT ON (.+) IS '(\d+)'$/s;

/** What COMMENT ON calls an object, and the number that stood in its row in place of a comment. */
export interface CommentTarget {
  readonly target: string;
  readonly number: number;
}

/**
 * What COMMENT ON calls objects, each kind in its own syntax, from rows whose `comment` is a number in decimal, or null
 * for objects that are not asked for. Objects that a script does not make are not found.
 */
export function* commentTargets(rows: RowsByKind, major: number): Generator<CommentTarget> {
  for (const statement of ddlStatements(rows, { owners: false, privileges: false, major })) {
    const [, target, number] = NUMBERED.exec(statement) ?? [];
    if (target !== undefined) yield { target, number: Number(number) };
  }
}

/** `COMMENT ON ...` without a semicolon. */
export function commentStatement(target: string, text: string): string {
  return `COMMENT ON ${target} IS ${literal(text)}`;
}
