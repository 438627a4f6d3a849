import { ALL_KINDS, isStatisticsKind, type Kind } from '../contracts/kinds/index.js';
import { attributeRule, attributesOf } from '../diff/rules/attributes.js';
import type { AttributeRule } from '../diff/rules/attribute-rule.js';
import { presenceRules } from '../diff/rules/presence.js';
import { type DiffRule, diffRule, RULE_NAMES } from '../diff/rules/rules.js';

/** Titles of the groups of rules, by the first digit of their codes. */
const GROUPS: Readonly<Record<string, string>> = {
  1: 'Objects that come, go or get another name',
  2: 'Types and values',
  3: 'Keys, constraints and indexes',
  4: 'Access',
  5: 'Logic',
  6: 'Operation',
  7: 'Words and figures',
  9: 'Everything else',
};

const INTRODUCTION = `# Differences

<!-- Generated from the rules in diff/ by \`npm run docs\`; edit those. -->

\`sourcesense diff\` compares two published runs: what was added, removed, renamed and changed, attribute by attribute, each
*breaking*, *risky* or *safe*, with what depends on it. It reads the catalog only, never the source. Objects that did not change
are not read, so that the time goes by what differs; memory too.

\`\`\`
sourcesense diff sales                                  # the connection's latest run with the one before
sourcesense diff sales@previous sales@latest            # the same
sourcesense diff extract/sales/20260101T000000.000Z     # a run with the one before
sourcesense diff staging production --fail-on breaking  # two sources, by the names of their objects
sourcesense diff sales --format markdown                # for a comment on a change
sourcesense diff sales --json
\`\`\`

| option                 | meaning                                                                                                                    |
| ---------------------- | -------------------------------------------------------------------------------------------------------------------------- |
| \`--format markdown\`    | Markdown in place of text                                                                                                  |
| \`--statistics\`         | compares figures too, the kinds \`table_statistics\` and \`column_statistics\`, which are left out unless asked for            |
| \`--fail-on <severity>\` | the exit code is 4 when there is a change of this severity or a worse one: \`breaking\`, \`risky\`, \`safe\`, or \`never\` (the default, \`diff.fail_on\`) |
| \`--json\`               | one object: \`before\`, \`after\`, \`same_database\`, \`counts\`, \`severities\`, \`followed\`, \`changes\`, \`fail_on\`, \`failed\`          |

Each of \`changes\` has \`change\` (\`added\`, \`removed\`, \`renamed\`, \`changed\` or \`unknown\`), \`kind\`, \`schema_name\`, \`name\`,
\`previous_name\`, \`identified_by\`, \`severity\` (null when unknown), \`rules\` (\`rule\`, \`code\`; worst first), \`reason\`, \`attributes\`
(\`name\`, \`before\`, \`after\`, \`severity\`, \`rule\`, \`code\`), \`includes\` (objects per kind that came or went with it) and \`affects\`
(\`kind\`, \`name\`).

Exit codes for CI: 0, nothing as severe as \`--fail-on\`; 4, something is; 1, the command could not do its work; 64, no such run.

## Removed, or just not seen

An object that the later run does not have is *removed* only if that run would have seen it. It is *unknown*, with the reason,

- when the filter of the later run leaves it out: the function that decided in the run is asked again, with the filter in force
  then, which the catalog keeps with every run; also when an extension may have taken the object in, whose members a filter
  leaves out;
- when the run's ledger says that of its kind, in its schema or outside of any, something was denied or failed, or that the sum
  does not add up to what the source counted;
- when it changed each time that the run read it (a gap of status \`moved\`), or what contains it is unknown.

The same holds the other way round: an object that the earlier run would not have seen is not *added*. An attribute that one
of the runs could not read, of a locked table or a broken view, is *unknown*, not changed. A run that failed, was cancelled or
still runs is not compared at all. Roles of PostgreSQL see every object's row whatever their privileges; what a role is not
shown all the same (settings, statistics, options) the ledger counts as denied.

Publishing closes the versions of every object that a run did not find, whatever the reason: views of the current state show
what the latest run saw. \`diff\` tells the reason. A run that would close many of them is [held back](held-runs.md) first.

## Renames

A rename is never told as a removal and an addition where it is known:

1. by the source's own identity: the \`oid\`, and of a column its number in its table. This holds only when both runs, and those
   published since, read one and the same database (\`same_database\`): the server's system identifier and the database's oid are
   kept with every run, since a restored dump gives all objects new ones. Then an object with another oid is another object,
   also when it looks the same;
2. otherwise by content: everything but the name is the same, and nothing else of that kind in that schema, or table, is. A
   table is known by its columns. Schemas, roles and what has no schema are not known by content.

What a renamed schema or table contains is compared under its new name, and texts that differ by renamed names alone (views,
foreign keys, constraints) are no changes: they are counted as \`followed\`. A table that was dropped and made again under
the same name between two runs can't be told from one that was altered.

## What is not told twice

The columns, constraints and indexes of a table that came or went are counted in its \`includes\`; an index that enforces a
constraint, and a not-null constraint of a changed column, too. Attributes that others tell of (\`type_name\` of \`data_type\`,
\`definition\` of an index) are left out where those change. Privileges are told by the access list of their object (\`acl\`),
dependencies by definitions; both kinds are not compared as such.

\`affects\` names what depended on the object in the earlier run: by the kind \`dependency\`, also through other objects, and by
the foreign keys, indexes, constraints, policies and triggers that name it. It is empty for safe changes, and where those kinds
were not extracted.

## The rules

*Breaking* is what makes something fail that worked, or leaves unprotected what was protected. *Risky* is what may: other
results, other rights, other plans. *Safe* is neither.
`;

/** The text of \`docs/diff.md\`. */
export function diffPage(): string {
  const sections = Object.entries(GROUPS).map(([digit, title]) => {
    const rows = RULE_NAMES.filter((name) => diffRule(name).code.charAt(2) === digit).map((name) => {
      const { code, severity, why }: DiffRule = diffRule(name);
      return `| ${code} | \`${name}\` | ${severity} | ${why} |`;
    });
    return [
      `### ${title}`,
      '',
      '| code | rule | severity | why |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n');
  });
  const kinds = ALL_KINDS.filter((kind) => kind !== 'dependency').map(kindSection);
  const attributes = [
    '## The attributes',
    `An attribute without a rule is \`unclassified\`, which is risky; a test makes sure that there is none. *Told by* means that it is reported only where those do not change.`,
    ...kinds,
  ];
  return `${[INTRODUCTION.trimEnd(), ...sections, ...attributes].join('\n\n')}\n`;
}

function kindSection(kind: Kind): string {
  const { renamed } = presenceRules(kind);
  const rows = attributesOf(kind).map(
    ({ name }) => `| \`${name}\` | ${ruleText(attributeRule(kind, name))} |`,
  );
  const asked = isStatisticsKind(kind) ? ' Compared with `--statistics` only.' : '';
  return [
    `### ${kind}`,
    '',
    `Renamed: \`${renamed}\`.${asked}`,
    '',
    '| attribute | rule |',
    '| --- | --- |',
    ...rows,
  ].join('\n');
}

function ruleText(rule: AttributeRule): string {
  if ('ignored' in rule) return `none: ${rule.ignored}`;
  if ('judge' in rule) return rule.rules.map((name) => `\`${name}\``).join(', ');
  const told = 'toldBy' in rule ? `; told by ${rule.toldBy.map((name) => `\`${name}\``).join(', ')}` : '';
  return `\`${rule.is}\`${told}`;
}
