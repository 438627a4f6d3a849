import { RE2JS } from 're2js';
import { messageOf, SourceSenseError } from '../contracts/failure.js';

/** Tells whether a name matches. */
export type Matcher = (name: string) => boolean;

/** Everything but `*` and `?` stands for itself: PostgreSQL's names may hold any other character. */
function globToRegex(glob: string): string {
  return glob
    .replaceAll(/[^*?]+/g, (text) => RE2JS.quote(text))
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
}

/**
 * A glob (`*` any text, `?` any character) that must fit the whole name, or a regular expression between slashes that
 * must be found in it. Both run on RE2, whose time is linear in the name: no pattern can run away. Case counts.
 *
 * @throws SourceSenseError `invalid_input` when the expression is wrong or uses what RE2 has not (backreferences,
 * look-around).
 */
export function compilePattern(text: string): Matcher {
  const expression = /^\/(.+)\/$/s.exec(text)?.[1];
  try {
    if (expression !== undefined) {
      const found = RE2JS.compile(expression);
      return (name) => found.matcher(name).find();
    }
    const whole = RE2JS.compile(globToRegex(text), RE2JS.DOTALL);
    return (name) => whole.matches(name);
  } catch (error) {
    throw new SourceSenseError('invalid_input', `The pattern ${text} is not valid: ${messageOf(error)}.`, {
      remedy: 'Write a glob such as sales_*, or a regular expression (RE2 syntax) between slashes.',
    });
  }
}
