import { type DdlOptions, ordinary, schemaId } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { identifier, parsed, qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';
import { definitionList } from './types.js';

export function textSearchParserObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('text_search_parser').flatMap((parser) => {
    const parts = definitionList({
      START: parser.start_function,
      GETTOKEN: parser.token_function,
      END: parser.end_function,
      LEXTYPES: parser.token_types_function,
      HEADLINE: parser.headline_function,
    });
    return searchObjects('PARSER', parser.parser_name, parser, parts, rows, options);
  });
}

export function textSearchTemplateObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('text_search_template').flatMap((template) => {
    const parts = definitionList({ INIT: template.init_function, LEXIZE: template.lexize_function });
    return searchObjects('TEMPLATE', template.template_name, template, parts, rows, options);
  });
}

export function textSearchDictionaryObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('text_search_dictionary').flatMap((dictionary) => {
    const { init_options, template } = dictionary;
    const parts = `TEMPLATE = ${template}${init_options === null ? '' : `, ${init_options}`}`;
    return searchObjects('DICTIONARY', dictionary.dictionary_name, dictionary, parts, rows, options);
  });
}

interface Mapping {
  readonly token_type: string | null;
  readonly dictionaries: readonly string[];
}

export function textSearchConfigurationObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('text_search_configuration').flatMap((configuration) => {
    const { schema_name, configuration_name, parser, mappings } = configuration;
    const name = qualified(schema_name, configuration_name);
    const statements = parsed<Mapping[]>(mappings, []).flatMap(({ token_type, dictionaries }) =>
      token_type === null
        ? []
        : [
            `ALTER TEXT SEARCH CONFIGURATION ${name} ADD MAPPING FOR ${identifier(token_type)} WITH ${dictionaries.join(', ')}`,
          ],
    );
    const parts = `PARSER = ${parser}`;
    return searchObjects(
      'CONFIGURATION',
      configuration_name,
      configuration,
      parts,
      rows,
      options,
      statements,
    );
  });
}

interface SearchRow {
  readonly schema_name: string;
  readonly owner?: string;
  readonly comment: string | null;
  readonly oid: bigint;
}

function searchObjects(
  type: 'PARSER' | 'TEMPLATE' | 'DICTIONARY' | 'CONFIGURATION',
  objectName: string,
  { schema_name, owner, comment, oid }: SearchRow,
  parts: string,
  rows: SchemaRows,
  options: DdlOptions,
  further: readonly string[] = [],
): SchemaObject[] {
  const id = objectId(`text_search_${type.toLowerCase()}`, schema_name, objectName);
  const name = qualified(schema_name, objectName);
  return ordinary(
    {
      ...{ id, phase: 'operator', oid, type: `TEXT SEARCH ${type}`, name, comment },
      ...(owner !== undefined && { owner }),
      create: [`CREATE TEXT SEARCH ${type} ${name} (${parts})`, ...further],
      needs: [schemaId(schema_name), ...rows.needsOf(id)],
    },
    options,
  );
}
