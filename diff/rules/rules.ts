/** What a change does to what uses the source, worst first. */
export const SEVERITIES = ['breaking', 'risky', 'safe'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** What `--fail-on` takes: the least severe change that fails a comparison. */
export const FAIL_ON = [...SEVERITIES, 'never'] as const;

export type FailOn = (typeof FAIL_ON)[number];

/** A rule of the differences: its declaration. `docs/diff.md` is made from these. */
export interface DiffRule {
  /** `SD` and three digits; it never changes. The first digit is the rule's group. */
  readonly code: `SD${number}`;
  readonly severity: Severity;
  /** Why, one sentence. */
  readonly why: string;
}

/** Every rule by its name, in the order of their codes. */
export const RULES = {
  'object-added': { code: 'SD101', severity: 'safe', why: 'Nothing used it before.' },
  'object-removed': {
    code: 'SD102',
    severity: 'breaking',
    why: 'Queries, code or grants that name it fail.',
  },
  'object-renamed': {
    code: 'SD103',
    severity: 'breaking',
    why: 'Queries and code that use the old name fail.',
  },
  'part-renamed': {
    code: 'SD104',
    severity: 'risky',
    why: 'Statements may name it: ON CONFLICT ON CONSTRAINT, SET CONSTRAINTS, ALTER. Triggers fire in the order of their names.',
  },
  'aid-renamed': { code: 'SD105', severity: 'safe', why: 'No query names it.' },
  'required-column-added': {
    code: 'SD106',
    severity: 'breaking',
    why: 'It takes no null and has no default: an INSERT that does not name it fails.',
  },
  'automation-added': {
    code: 'SD107',
    severity: 'risky',
    why: 'Statements that worked before now do something more, or something else.',
  },
  'automation-removed': {
    code: 'SD108',
    severity: 'risky',
    why: 'What it did happens no longer, and nothing fails for it.',
  },
  'aid-removed': { code: 'SD109', severity: 'risky', why: 'Queries that it sped up may become slow.' },
  'partition-removed': {
    code: 'SD110',
    severity: 'risky',
    why: 'Its rows are gone, or no longer seen through the partitioned table.',
  },

  'type-widened': { code: 'SD201', severity: 'safe', why: 'Every value of the old type fits the new one.' },
  'type-narrowed': {
    code: 'SD202',
    severity: 'breaking',
    why: 'Values that the old type took are refused or cut.',
  },
  'type-changed': {
    code: 'SD203',
    severity: 'breaking',
    why: 'Values are written and read in another form.',
  },
  'null-refused': { code: 'SD204', severity: 'breaking', why: 'Writes of null, which worked before, fail.' },
  'null-allowed': {
    code: 'SD205',
    severity: 'risky',
    why: 'Whoever reads it may meet null for the first time.',
  },
  'default-added': { code: 'SD206', severity: 'safe', why: 'A write that leaves it out still works.' },
  'default-changed': {
    code: 'SD207',
    severity: 'risky',
    why: 'A write that leaves it out now stores another value.',
  },
  'default-removed': { code: 'SD208', severity: 'risky', why: 'A write that leaves it out now stores null.' },
  'required-default-removed': {
    code: 'SD209',
    severity: 'breaking',
    why: 'It takes no null: a write that leaves it out now fails.',
  },
  'writes-refused': {
    code: 'SD210',
    severity: 'breaking',
    why: 'The server now makes the value, and refuses one that is written.',
  },
  'generation-changed': {
    code: 'SD211',
    severity: 'risky',
    why: 'The value comes about in another way than before.',
  },
  'label-added': {
    code: 'SD212',
    severity: 'risky',
    why: 'Programs that know all labels meet one that they do not.',
  },
  'label-removed': {
    code: 'SD213',
    severity: 'breaking',
    why: 'Writes of the label, and queries that name it, fail.',
  },
  'label-moved': { code: 'SD214', severity: 'risky', why: 'Labels compare and sort in another order.' },
  'ordering-changed': {
    code: 'SD215',
    severity: 'risky',
    why: 'Texts compare and sort in another way; indexes on them may need REINDEX.',
  },
  'position-changed': {
    code: 'SD216',
    severity: 'risky',
    why: 'SELECT * and INSERT without a list of columns go by the position.',
  },
  'attribute-added': {
    code: 'SD217',
    severity: 'risky',
    why: 'Values written as ROW (...) have one field too few.',
  },
  'attribute-removed': { code: 'SD218', severity: 'breaking', why: 'Queries and code that name it fail.' },

  'key-removed': {
    code: 'SD301',
    severity: 'breaking',
    why: 'ON CONFLICT, foreign keys and replication rely on it, and duplicates come in.',
  },
  'key-changed': {
    code: 'SD302',
    severity: 'breaking',
    why: 'ON CONFLICT, foreign keys and replication rely on the columns of the key.',
  },
  'constraint-added': {
    code: 'SD303',
    severity: 'risky',
    why: 'Writes that were taken before may be refused.',
  },
  'constraint-removed': {
    code: 'SD304',
    severity: 'risky',
    why: 'What it refused comes in, and readers may rely on it.',
  },
  'constraint-changed': {
    code: 'SD305',
    severity: 'risky',
    why: 'It refuses other writes than before, or at another time.',
  },
  'constraint-validated': { code: 'SD306', severity: 'safe', why: 'It holds for every row now.' },
  'index-changed': { code: 'SD307', severity: 'risky', why: 'It may serve other queries than before.' },
  'index-invalidated': {
    code: 'SD308',
    severity: 'risky',
    why: 'Queries do not use it, and a unique one enforces nothing.',
  },
  'index-validated': { code: 'SD309', severity: 'safe', why: 'Queries may use it now.' },

  'access-widened': {
    code: 'SD401',
    severity: 'risky',
    why: 'Somebody may read or change what was kept from them.',
  },
  'access-narrowed': {
    code: 'SD402',
    severity: 'breaking',
    why: 'Somebody may no longer read or change what they could.',
  },
  'access-changed': { code: 'SD403', severity: 'risky', why: 'Other rows or roles are let in than before.' },
  'row-security-disabled': {
    code: 'SD404',
    severity: 'breaking',
    why: 'Policies protect no row any more: whoever may read the table reads all of it.',
  },
  'row-security-enabled': {
    code: 'SD405',
    severity: 'breaking',
    why: 'Without a policy for it, a role sees and changes no row any more.',
  },
  'rights-changed': {
    code: 'SD406',
    severity: 'risky',
    why: "It runs with other rights, or another role's.",
  },
  'owner-changed': {
    code: 'SD407',
    severity: 'risky',
    why: 'The owner may do everything with it; the one before may not any more.',
  },

  'logic-changed': { code: 'SD501', severity: 'risky', why: 'It may give other results than before.' },
  'signature-changed': {
    code: 'SD502',
    severity: 'breaking',
    why: 'Calls that name its arguments, or take its result, may fail.',
  },
  'effect-changed': {
    code: 'SD503',
    severity: 'risky',
    why: 'It takes place at other times, or does something else.',
  },
  disabled: { code: 'SD504', severity: 'risky', why: 'What it did happens no longer.' },

  'storage-changed': {
    code: 'SD601',
    severity: 'safe',
    why: 'How it is stored or planned, not what it holds.',
  },
  'durability-changed': {
    code: 'SD602',
    severity: 'risky',
    why: 'An unlogged table is emptied by a crash and not replicated.',
  },
  'partitioning-changed': {
    code: 'SD603',
    severity: 'risky',
    why: 'Rows go to other partitions, or are seen through another table.',
  },
  'replication-narrowed': {
    code: 'SD604',
    severity: 'breaking',
    why: 'Subscribers no longer get what they got.',
  },
  'replication-changed': {
    code: 'SD605',
    severity: 'risky',
    why: 'Subscribers get something else than before.',
  },
  'setting-changed': { code: 'SD606', severity: 'risky', why: 'The server may behave differently.' },
  'version-changed': {
    code: 'SD607',
    severity: 'risky',
    why: 'Another version may behave differently.',
  },
  'origin-changed': {
    code: 'SD608',
    severity: 'risky',
    why: 'It is defined, dropped or kept together with another object.',
  },

  'comment-changed': { code: 'SD701', severity: 'safe', why: 'What people read of it, not what it does.' },
  'figure-changed': { code: 'SD702', severity: 'safe', why: 'What was measured, not what is declared.' },

  unclassified: {
    code: 'SD901',
    severity: 'risky',
    why: 'No rule says what the change means; it is taken to be risky.',
  },
} as const satisfies Record<string, DiffRule>;

export type RuleName = keyof typeof RULES;

/** All rules, in the order of their codes. */
export const RULE_NAMES = Object.keys(RULES) as readonly RuleName[];

/** The declaration of a rule, as the general type. */
export function diffRule(name: RuleName): DiffRule {
  return RULES[name];
}

/** The worst of several rules; the first of equals. */
export function worstRule(names: readonly RuleName[]): RuleName {
  const rank = (name: RuleName) => SEVERITIES.indexOf(RULES[name].severity);
  return names.reduce((worst, name) => (rank(name) < rank(worst) ? name : worst), names[0] ?? 'unclassified');
}
