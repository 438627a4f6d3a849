import type { Kind } from '../contracts/kinds/index.js';
import { findAffected, type ReadAll, type Subject } from './affected.js';
import { type AttributeChange, type Change, CHANGE_TYPES } from './change.js';
import { compareAttributes, type Comparison } from './compare-attributes.js';
import { columnKey, type Draft, foldDrafts } from './drafts.js';
import { columnsByTable, type Evidence, findRenames } from './find-renames.js';
import { comparedKinds, type KindDifferences, readDifferences, type Side } from './kind-differences.js';
import { objectName } from './object-name.js';
import { Places } from './places.js';
import { presenceRules } from './rules/presence.js';
import { RULES, type RuleName, SEVERITIES } from './rules/rules.js';
import { type Row, textOf, type WholePair } from './row.js';
import { relationExtensions, type RunScope, Sight } from './sight.js';

/** One of two runs that are compared. */
export interface ComparedRun extends Side {
  readonly scope: RunScope;
}

export interface DiffInput {
  readonly before: ComparedRun;
  readonly after: ComparedRun;
  /** All objects of a kind of the earlier run. */
  readonly readBefore: ReadAll;
  /** Whether both runs saw one and the same database: only then oids identify objects. */
  readonly sameDatabase: boolean;
  /** Whether figures are compared too: sizes, row estimates, statistics of columns. */
  readonly statistics: boolean;
}

/** All differences, by kind and name. */
export interface DiffResult {
  readonly changes: readonly Change[];
  /** Objects that differ only in names of others that were renamed, or in being found under a renamed one. */
  readonly followed: number;
}

/** A change with the row it is about. */
interface Made {
  readonly change: Change;
  readonly subject: Row | null;
}

/** Compares two runs; memory holds what differs. */
export async function diffRuns(input: DiffInput): Promise<DiffResult> {
  const { before, after } = input;
  const kinds: KindDifferences[] = [];
  for (const kind of comparedKinds(input.statistics)) kinds.push(await readDifferences(kind, before, after));
  const { places, renames } = renamesOf(kinds, input);
  const sights = sightsOf(kinds, input);
  const comparison: Comparison = { names: places.names, sights };
  const pairs = [
    ...renames,
    ...kinds.flatMap(({ kind, differing }) => differing.map((pair) => ({ kind, by: null, ...pair }))),
  ];
  let followed = 0;
  const made = pairs.flatMap((pair) => {
    const changes = changesOf(pair, comparison);
    if (changes.length === 0) followed += 1;
    return changes;
  });
  made.push(...presence(kinds, input, sights, made));
  await nameAffected(made, input.readBefore);
  return { changes: made.map(({ change }) => change).sort(inOrder), followed };
}

function renamesOf(kinds: readonly KindDifferences[], { before, after, sameDatabase }: DiffInput) {
  const places = new Places();
  if (before.database !== after.database) places.names.add(before.database, after.database);
  const columns = kinds.find(({ kind }) => kind === 'column');
  const context = {
    ...{ places, sameDatabase },
    databases: { before: before.database, after: after.database },
    columns: {
      gone: columnsByTable(columns?.gone.values() ?? []),
      come: columnsByTable(columns?.come.values() ?? []),
    },
  };
  const renames = kinds.flatMap((differences) => findRenames(differences, context));
  return { places, renames };
}

/** What each run could see; of what only the other has, that one says which extension it is of. */
function sightsOf(kinds: readonly KindDifferences[], { before, after }: DiffInput): Comparison['sights'] {
  const relations = (side: 'gone' | 'come') =>
    relationExtensions(
      kinds
        .filter(({ kind }) => kind === 'table' || kind === 'view' || kind === 'materialized_view')
        .flatMap((differences) => [...differences[side].values()]),
    );
  const extensions = kinds.find(({ kind }) => kind === 'extension')?.differing ?? [];
  const grew = (from: 'before' | 'after', to: 'before' | 'after') =>
    extensions.some((pair) => membersOf(pair[to]) > membersOf(pair[from]));
  return {
    before: new Sight(before.scope, { relations: relations('come'), grew: grew('after', 'before') }),
    after: new Sight(after.scope, { relations: relations('gone'), grew: grew('before', 'after') }),
  };
}

function membersOf(extension: Row): number {
  const counts = JSON.parse(textOf(extension, 'member_counts') ?? '{}') as Record<string, number>;
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** What is to be said of an object that both runs have: nothing, when it only follows what was renamed. */
function changesOf(
  { kind, by, ...pair }: WholePair & { readonly kind: Kind; readonly by: Evidence | null },
  comparison: Comparison,
): Made[] {
  const { changes, unread } = compareAttributes(kind, pair, comparison);
  const made: Made[] = [];
  const isRenamed = by === 'identity' || by === 'content';
  if (isRenamed || changes.length > 0) {
    const renamed = isRenamed ? { by, rule: presenceRules(kind).renamed } : null;
    made.push({ change: changeOfPair(kind, pair, changes, renamed), subject: pair.before });
  }
  if (unread.length > 0) {
    const reason = `One of the runs could not read ${unread.join(', ')}.`;
    made.push({ change: { ...base(kind, pair.after), change: 'unknown', reason }, subject: null });
  }
  return made;
}

function changeOfPair(
  kind: Kind,
  { before, after }: WholePair,
  attributes: readonly AttributeChange[],
  renamed: { readonly by: Evidence; readonly rule: RuleName } | null,
): Change {
  const rules = [...(renamed === null ? [] : [renamed.rule]), ...attributes.map(({ rule }) => rule)];
  return {
    ...base(kind, after),
    ...judgement(rules),
    change: renamed === null ? 'changed' : 'renamed',
    previousName: renamed === null ? null : objectName(kind, before),
    identifiedBy: renamed?.by ?? null,
    attributes,
  };
}

/** What came and what went, where the run that has it not would have seen it. */
function presence(
  kinds: readonly KindDifferences[],
  { before, after }: DiffInput,
  sights: Comparison['sights'],
  changed: readonly Made[],
): Made[] {
  const columns = changed.flatMap(({ change, subject }) =>
    change.kind === 'column' && subject !== null ? [subject] : [],
  );
  const drafts = (side: 'gone' | 'come', sight: Sight, change: 'removed' | 'added') =>
    kinds.flatMap((differences) =>
      [...differences[side].values()].map((row): Draft => {
        const reason = sight.whyUnseen(differences.kind, row);
        return {
          kind: differences.kind,
          row,
          change: reason === null ? change : 'unknown',
          reason,
          includes: {},
        };
      }),
    );
  const keys = new Set(columns.map((row) => columnKey(row, before.database)));
  return [
    ...foldDrafts(drafts('gone', sights.after, 'removed'), before.database, keys),
    ...foldDrafts(drafts('come', sights.before, 'added'), after.database, keys),
  ].map(changeOfDraft);
}

function changeOfDraft({ kind, row, change, reason, includes }: Draft): Made {
  if (change === 'unknown') {
    return { change: { ...base(kind, row), change, reason: reason ?? '', includes }, subject: null };
  }
  const rule = presenceRules(kind)[change](row);
  return {
    change: { ...base(kind, row), ...judgement([rule]), change, includes },
    subject: change === 'removed' ? row : null,
  };
}

function base(kind: Kind, row: Row): Change {
  return {
    ...{ change: 'unknown', kind, schemaName: textOf(row, 'schema_name'), name: objectName(kind, row) },
    ...{ previousName: null, identifiedBy: null, severity: null, rules: [], reason: '' },
    ...{ attributes: [], includes: {}, affects: [] },
  };
}

/** The rules worst first, and what the worst of them says. */
function judgement(rules: readonly RuleName[]): Pick<Change, 'severity' | 'rules' | 'reason'> {
  const rank = (name: RuleName) => SEVERITIES.indexOf(RULES[name].severity);
  const sorted = [...new Set(rules)].sort((a, b) => rank(a) - rank(b));
  const [worst = 'unclassified'] = sorted;
  return { severity: RULES[worst].severity, rules: sorted, reason: RULES[worst].why };
}

async function nameAffected(made: Made[], readBefore: ReadAll): Promise<void> {
  const subjects = new Map<Made, Subject>();
  for (const one of made) {
    const { change, subject } = one;
    if (subject === null || change.severity === 'safe') continue;
    const isGone = change.change === 'removed' || change.change === 'renamed';
    subjects.set(one, { kind: change.kind, row: subject, isGone, affects: new Map() });
  }
  await findAffected([...subjects.values()], readBefore);
  for (const [index, one] of made.entries()) {
    const affects = [...(subjects.get(one)?.affects.values() ?? [])];
    affects.sort((a, b) => compareTexts(`${a.kind} ${a.name}`, `${b.kind} ${b.name}`));
    made[index] = { ...one, change: { ...one.change, affects } };
  }
}

/** Worst first; then by what became of them, and by name. */
function inOrder(a: Change, b: Change): number {
  const rank = ({ severity, change }: Change) =>
    (severity === null ? SEVERITIES.length : SEVERITIES.indexOf(severity)) * 10 +
    CHANGE_TYPES.indexOf(change);
  return rank(a) - rank(b) || compareTexts(`${a.kind} ${a.name}`, `${b.kind} ${b.name}`);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
