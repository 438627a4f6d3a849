import { FILTER_SUBJECTS, type FilterSubject, type ObjectFilter } from '../contracts/object-filter.js';
import { compilePattern, type Matcher } from './pattern.js';

/** What a filter looks at of an object; null where the object has no such thing. */
export type ObjectFacts = Readonly<Record<FilterSubject, string | null>>;

/** Whether an object is taken, and the rule that decided: `exclude_schema tmp_*`. */
export interface Decision {
  readonly included: boolean;
  readonly rule: string;
}

export type Decide = (facts: ObjectFacts) => Decision;

interface Rule {
  readonly pattern: string;
  readonly matches: Matcher;
}

interface SubjectRules {
  readonly subject: FilterSubject;
  readonly include: readonly Rule[];
  readonly exclude: readonly Rule[];
}

const DEFAULT: Decision = { included: true, rule: 'default' };
const OF_AN_EXTENSION: Decision = { included: false, rule: 'default: members of extensions' };

const rules = (patterns: readonly string[] = []): Rule[] =>
  patterns.map((pattern) => ({ pattern, matches: compilePattern(pattern) }));

/** The texts a subject's patterns are held against; none where the object has no such thing. */
function namesOf(subject: FilterSubject, facts: ObjectFacts): readonly string[] {
  const name = facts[subject];
  if (name === null) return [];
  return subject === 'table' && facts.schema !== null ? [name, `${facts.schema}.${name}`] : [name];
}

/** What one subject says; null when it has nothing to say. */
function decideBy({ subject, include, exclude }: SubjectRules, facts: ObjectFacts): Decision | null {
  const names = namesOf(subject, facts);
  if (names.length === 0) return null;
  const fits = ({ matches }: Rule) => names.some(matches);
  const excluded = exclude.find(fits);
  if (excluded !== undefined) return { included: false, rule: `exclude_${subject} ${excluded.pattern}` };
  const included = include.find(fits);
  if (included !== undefined) return { included: true, rule: `include_${subject} ${included.pattern}` };
  if (include.length > 0) return { included: false, rule: `include_${subject}: none fits` };
  return subject === 'extension' ? OF_AN_EXTENSION : null;
}

/** Whether a filter names nothing: then members of extensions alone are left out. */
export function isDefault(filter: ObjectFilter): boolean {
  return Object.values(filter).every((patterns) => patterns === undefined || patterns.length === 0);
}

/**
 * Makes the function that decides about objects, for the run and for its preview alike.
 *
 * @throws SourceSenseError `invalid_input` when a pattern is wrong.
 */
export function createDecide(filter: ObjectFilter): Decide {
  const subjects = FILTER_SUBJECTS.map((subject): SubjectRules => ({
    subject,
    include: rules(filter[`include_${subject}`]),
    exclude: rules(filter[`exclude_${subject}`]),
  }));
  return (facts) => {
    let last = DEFAULT;
    for (const subject of subjects) {
      const decision = decideBy(subject, facts);
      if (decision?.included === false) return decision;
      last = decision ?? last;
    }
    return last;
  };
}
