import type { KindRow } from '../../contracts/kinds/index.js';
import { type DdlOptions, describing, ordinary, step } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { identifier, literal, parsed, qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';

type Trigger = KindRow<'trigger'>;

/** What puts a trigger or rule into another state than the one it is made in. */
const STATES: Readonly<Record<string, string>> = {
  origin: 'ENABLE',
  replica: 'ENABLE REPLICA',
  always: 'ENABLE ALWAYS',
  disabled: 'DISABLE',
};

/** Triggers. A partition's copies come with the partitioned table's, and only get their state and comment. */
export function triggerObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows
    .of('trigger')
    .flatMap((trigger) =>
      trigger.parent_trigger === null
        ? creation(trigger, rows, options)
        : describedCopy(trigger, rows, options),
    );
}

const triggerId = ({ schema_name, table_name, trigger_name }: Trigger) =>
  objectId('trigger', schema_name, table_name, trigger_name);

function stateOf({ schema_name, table_name, trigger_name, enabled }: Trigger): string {
  return `ALTER TABLE ${qualified(schema_name, table_name)} ${STATES[enabled] ?? 'ENABLE'} TRIGGER ${identifier(trigger_name)}`;
}

function creation(trigger: Trigger, rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  const { schema_name, table_name, definition, enabled, oid } = trigger;
  if (definition === null) return [];
  const id = triggerId(trigger);
  const statements = [
    definition,
    ...(enabled === 'origin' ? [] : [stateOf(trigger)]),
    ...description(trigger, options),
  ];
  return step(id, 'trigger', oid, statements, [
    objectId('table', schema_name, table_name),
    ...rows.needsOf(id),
  ]);
}

function description(trigger: Trigger, options: DdlOptions): string[] {
  const { schema_name, table_name, trigger_name, comment } = trigger;
  const name = `${identifier(trigger_name)} ON ${qualified(schema_name, table_name)}`;
  const extensions = parsed<string[]>(trigger.depends_on_extensions, []);
  return describing({ type: 'TRIGGER', name, comment, extensions }, options);
}

/** Before PostgreSQL 15 the state of a partitioned table's trigger does not reach the copies. */
function describedCopy(trigger: Trigger, rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  const { parent_schema, parent_table, parent_trigger } = trigger;
  const parent = rows
    .of('trigger')
    .find(
      (other) =>
        other.schema_name === parent_schema &&
        other.table_name === parent_table &&
        other.trigger_name === parent_trigger,
    );
  const isAsMade = trigger.enabled === 'origin' && (parent === undefined || parent.enabled === 'origin');
  const needs = parent === undefined ? [] : [triggerId(parent)];
  const statements = [...(isAsMade ? [] : [stateOf(trigger)]), ...description(trigger, options)];
  return step(triggerId(trigger), 'trigger', trigger.oid, statements, needs);
}

/** Rules other than the one that makes a view. */
export function ruleObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('rule').flatMap((rule) => {
    const { schema_name, table_name, rule_name, definition, enabled, comment, oid } = rule;
    if (definition === null) return [];
    const table = qualified(schema_name, table_name);
    const id = objectId('rule', schema_name, table_name, rule_name);
    const state = `ALTER TABLE ${table} ${STATES[enabled] ?? 'ENABLE'} RULE ${identifier(rule_name)}`;
    const statements = [
      definition.replace(/;\s*$/, ''),
      ...(enabled === 'origin' ? [] : [state]),
      ...describing({ type: 'RULE', name: `${identifier(rule_name)} ON ${table}`, comment }, options),
    ];
    return step(id, 'rule', oid, statements, [
      objectId('table', schema_name, table_name),
      ...rows.needsOf(id),
    ]);
  });
}

/** Event triggers, last of all, so that they do not fire on the script itself. */
export function eventTriggerObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('event_trigger').flatMap((trigger) => {
    const { event_trigger_name, event, tags, enabled, owner, comment, oid } = trigger;
    const name = identifier(event_trigger_name);
    const id = objectId('event_trigger', null, event_trigger_name);
    const filter = parsed<string[] | null>(tags, null);
    const when = filter === null ? '' : ` WHEN TAG IN (${filter.map(literal).join(', ')})`;
    const state = enabled === 'origin' ? [] : [`ALTER EVENT TRIGGER ${name} ${STATES[enabled] ?? 'ENABLE'}`];
    return ordinary(
      {
        ...{ id, phase: 'event trigger', oid, type: 'EVENT TRIGGER', name, owner, comment },
        create: [
          `CREATE EVENT TRIGGER ${name} ON ${event}${when} EXECUTE FUNCTION ${trigger.function}()`,
          ...state,
        ],
        needs: rows.needsOf(id),
      },
      options,
    );
  });
}
