import { type DdlOptions, ordinary } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { identifier } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';

/** Procedural languages made without an extension. */
export function languageObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('language').flatMap((language) => {
    const { language_name, owner, comment, acl, oid } = language;
    if (language.handler_function === null) return [];
    const name = identifier(language_name);
    const id = objectId('language', null, language_name);
    const create = [
      `CREATE ${language.is_trusted ? 'TRUSTED ' : ''}PROCEDURAL LANGUAGE ${name} HANDLER ${language.handler_function}`,
      ...(language.inline_function === null ? [] : [`INLINE ${language.inline_function}`]),
      ...(language.validator_function === null ? [] : [`VALIDATOR ${language.validator_function}`]),
    ].join(' ');
    return ordinary(
      {
        ...{ id, phase: 'routine', oid, type: 'LANGUAGE', name, owner, comment, acl, target: 'LANGUAGE' },
        create: [create],
        needs: rows.needsOf(id),
      },
      options,
    );
  });
}

export function accessMethodObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('access_method').flatMap((method) => {
    const { access_method_name, access_method_type, handler_function, comment, oid } = method;
    const name = identifier(access_method_name);
    const id = objectId('access_method', null, access_method_name);
    const create = `CREATE ACCESS METHOD ${name} TYPE ${access_method_type.toUpperCase()} HANDLER ${handler_function}`;
    return ordinary(
      {
        ...{ id, phase: 'routine', oid, type: 'ACCESS METHOD', name, comment },
        create: [create],
        needs: rows.needsOf(id),
      },
      options,
    );
  });
}
