import type { KindRow } from '../../contracts/kinds/index.js';
import { type DdlOptions, ordinary, schemaId, step } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { identifier, literal, nameList, parsed, qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';
import { definitionList } from './types.js';

const publicationId = (name: string) => objectId('publication', null, name);

export function publicationObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('publication').flatMap((publication) => {
    const { publication_name, owner, comment, oid } = publication;
    const name = identifier(publication_name);
    const operations = [
      ...(publication.publishes_insert ? ['insert'] : []),
      ...(publication.publishes_update ? ['update'] : []),
      ...(publication.publishes_delete ? ['delete'] : []),
      ...(publication.publishes_truncate ? ['truncate'] : []),
    ];
    const generated = publication.publishes_generated_columns;
    const settings = definitionList({
      publish: literal(operations.join(', ')),
      publish_via_partition_root: publication.publishes_via_partition_root && 'true',
      publish_generated_columns: generated === 'none' ? null : generated,
    });
    const all = publication.is_for_all_tables ? ' FOR ALL TABLES' : '';
    return ordinary(
      {
        ...{ id: publicationId(publication_name), phase: 'publication', oid, type: 'PUBLICATION' },
        ...{ name, owner, comment, needs: [] },
        create: [`CREATE PUBLICATION ${name}${all} WITH (${settings})`],
      },
      options,
    );
  });
}

export function publicationTableObjects(rows: SchemaRows): SchemaObject[] {
  return rows.of('publication_table').flatMap((published) => {
    const { publication_name, schema_name, table_name, row_filter, oid } = published;
    const columns = parsed<string[] | null>(published.columns, null);
    const what = `${qualified(schema_name, table_name)}${columns === null ? '' : ` ${nameList(columns)}`}`;
    const where = row_filter === null ? '' : ` WHERE (${row_filter})`;
    const statement = `ALTER PUBLICATION ${identifier(publication_name)} ADD TABLE ONLY ${what}${where}`;
    const needs = [publicationId(publication_name), objectId('table', schema_name, table_name)];
    return step(`publication_table ${oid}`, 'publication', oid, [statement], needs);
  });
}

export function publicationSchemaObjects(rows: SchemaRows): SchemaObject[] {
  return rows.of('publication_schema').flatMap(({ publication_name, schema_name, oid }) => {
    const statement = `ALTER PUBLICATION ${identifier(publication_name)} ADD TABLES IN SCHEMA ${identifier(schema_name)}`;
    const needs = [publicationId(publication_name), schemaId(schema_name)];
    return step(`publication_schema ${oid}`, 'publication', oid, [statement], needs);
  });
}

/** Subscriptions, disabled and without a connection, which the catalog does not keep. */
export function subscriptionObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('subscription').flatMap((subscription) => {
    const { subscription_name, owner, comment, oid } = subscription;
    const name = identifier(subscription_name);
    const publications = parsed<string[]>(subscription.publications, []).map(identifier).join(', ');
    const create = `CREATE SUBSCRIPTION ${name} CONNECTION '' PUBLICATION ${publications} WITH (${subscriptionSettings(subscription)})`;
    return ordinary(
      {
        id: objectId('subscription', null, subscription_name),
        ...{ phase: 'publication', oid, type: 'SUBSCRIPTION', name, owner, comment, needs: [] },
        create: [create],
      },
      options,
    );
  });
}

function subscriptionSettings(subscription: KindRow<'subscription'>): string {
  const { slot_name, synchronous_commit, origin } = subscription;
  return definitionList({
    connect: 'false',
    slot_name: slot_name === null ? 'NONE' : literal(slot_name),
    binary: subscription.is_binary === true && 'true',
    streaming: subscription.streaming,
    two_phase: subscription.two_phase !== null && subscription.two_phase !== 'disabled' && 'on',
    disable_on_error: subscription.disables_on_error === true && 'true',
    password_required: subscription.password_required === false && 'false',
    run_as_owner: subscription.runs_as_owner === true && 'true',
    failover: subscription.has_failover === true && 'true',
    origin: origin === null || origin === 'any' ? null : literal(origin),
    synchronous_commit: synchronous_commit === 'off' ? null : synchronous_commit,
  });
}
