import type { Kind } from '../../contracts/kinds/index.js';
import { pick, SUBJECTS, SUFFIXES } from './made-rows.js';

/** Names as people know them: a word, words together, with what they are in. `ref` is in half of all columns' names. */
export function names(at: number): string {
  const [a, b] = [pick(SUBJECTS, at * 11), pick(SUBJECTS, at * 17 + 3)];
  const suffix = pick(SUFFIXES, at);
  return pick(
    [
      ...[a, `${a} ${suffix}`, `${a}_${suffix}`, `${a} ${b}`, suffix, `${a} ${b} ${suffix}`],
      ...[`${a}.id`, `${a}_${b}_${at}.id`, 'ref', `ref ${a}`, `ref ${suffix} ${at % 20}`],
    ],
    at,
  );
}

/** Names that people know badly; the fewer letters, the more names have them. */
export function namesInPart(at: number): readonly [text: string, kinds?: readonly Kind[]] {
  const a = pick(SUBJECTS, at * 11);
  return pick<readonly [string, (readonly Kind[])?]>(
    [
      [a.slice(0, 1)],
      [a.slice(0, 2)],
      [a.slice(0, 3)],
      [a.slice(0, 1), ['view']],
      [a.slice(0, 2), ['table', 'view']],
      [a.slice(2)],
      [`${a.slice(0, 2)}${a.slice(3)}`],
      [`${a} ${a.slice(0, 1)}`],
      [`zz${at}`],
      [`${a.slice(0, 2)}${a.charAt(3)}${a.charAt(2)}${a.slice(4)} ref`],
      ['r', ['index']],
      [`qx${a}`],
    ],
    at,
  );
}

/** Words that only comments have, only definitions, or both; some in tens of thousands of them. */
export function commentsAndDefinitions(at: number): string {
  const [a, b] = [pick(SUBJECTS, at * 11), pick(SUBJECTS, at * 17 + 3)];
  return pick(
    [
      ...[`holds ${a}`, `the ${a} ${b}`, 'holds', 'nextval', `nextval seq ${at * 11}`, `regclass ${a}`],
      ...[`select ${a}`, `${a} ${b} ${pick(SUBJECTS, at * 5 + 1)}`, `nextval ${at % 40}`, 'holds nothing'],
    ],
    at,
  );
}
