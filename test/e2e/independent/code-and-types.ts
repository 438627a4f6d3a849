/** The independent queries of types and code; see `../independent-queries.ts`. */

const USER_SCHEMA = (column: string) => `${column}::regnamespace::text !~ '^(pg_|information_schema)'`;
/** What an object is called by the server's own function for that. */
const IDENTITY = (catalog: string) =>
  `(pg_identify_object('${catalog}'::regclass, o.oid, 0)).identity AS object`;
const COMMENT = (catalog: string) => `obj_description(o.oid, '${catalog}') AS comment`;

export const CODE_AND_TYPES_QUERIES = {
  enum_type: {
    source: `SELECT o.oid::regtype::text AS object, array_to_json(labels) AS labels, ${COMMENT('pg_type')}
             FROM pg_type o
             CROSS JOIN LATERAL (SELECT array_agg(enumlabel ORDER BY enumsortorder) AS labels FROM pg_enum WHERE enumtypid = o.oid) e
             WHERE o.typtype = 'e' AND ${USER_SCHEMA('o.typnamespace')} ORDER BY 1`,
    catalog: `SELECT format('%I.%I', schema_name, type_name) AS object, labels, comment FROM catalog.enum_types ORDER BY 1`,
  },
  domain: {
    source: `SELECT d.domain_schema AS schema_name, d.domain_name AS type_name, d.domain_default AS default_expression,
                    nullif(o.typcollation, b.typcollation)::regcollation::text AS "collation", o.typnotnull AS is_not_null, ${COMMENT('pg_type')},
                    (SELECT count(*)::int FROM pg_constraint WHERE contypid = o.oid AND contype = 'c') AS checks
             FROM information_schema.domains d JOIN pg_type o ON o.oid = format('%I.%I', d.domain_schema, d.domain_name)::regtype
             JOIN pg_type b ON b.oid = o.typbasetype
             WHERE d.domain_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2`,
    catalog: `SELECT schema_name, type_name, default_expression, "collation", is_not_null, comment,
                     jsonb_array_length(checks) AS checks
              FROM catalog.domains ORDER BY 1, 2`,
  },
  composite_type: {
    source: `SELECT t.user_defined_type_schema AS schema_name, t.user_defined_type_name AS type_name,
                    coalesce(json_agg(a.attribute_name ORDER BY a.ordinal_position) FILTER (WHERE a.attribute_name IS NOT NULL), '[]') AS attributes
             FROM information_schema.user_defined_types t
             LEFT JOIN information_schema.attributes a ON a.udt_schema = t.user_defined_type_schema AND a.udt_name = t.user_defined_type_name
             WHERE t.user_defined_type_category = 'STRUCTURED' AND t.user_defined_type_schema NOT IN ('pg_catalog', 'information_schema')
             GROUP BY 1, 2 ORDER BY 1, 2`,
    catalog: `SELECT schema_name, type_name, jsonb_path_query_array(attributes, '$[*].name') AS attributes
              FROM catalog.composite_types ORDER BY 1, 2`,
  },
  range_type: {
    source: `SELECT o.oid::regtype::text AS object, r.rngsubtype::regtype::text AS subtype, nullif(r.rngcanonical::text, '-') AS canonical_function,
                    nullif(r.rngsubdiff::text, '-') AS subtype_diff_function, ${COMMENT('pg_type')}
             FROM pg_range r JOIN pg_type o ON o.oid = r.rngtypid WHERE ${USER_SCHEMA('o.typnamespace')} ORDER BY 1`,
    catalog: `SELECT format('%I.%I', schema_name, type_name) AS object, subtype, canonical_function, subtype_diff_function, comment
              FROM catalog.range_types ORDER BY 1`,
  },
  base_type: {
    source: `SELECT o.oid::regtype::text AS object, NOT o.typisdefined AS is_shell, nullif(o.typinput::text, 'shell_in') AS input_function,
                    nullif(o.typsend::text, '-') AS send_function, o.typlen::int AS internal_length, o.typdelim::text AS delimiter, ${COMMENT('pg_type')}
             FROM pg_type o WHERE o.typtype IN ('b', 'p') AND o.typcategory <> 'A' AND ${USER_SCHEMA('o.typnamespace')} ORDER BY 1`,
    catalog: `SELECT format('%I.%I', schema_name, type_name) AS object, is_shell, input_function, send_function, internal_length, delimiter, comment
              FROM catalog.base_types ORDER BY 1`,
  },
  routine: {
    source: `SELECT o.oid::regprocedure::text AS object, lower(r.routine_type) AS type, lower(r.external_language) AS language,
                    r.security_type = 'DEFINER' AS is_security_definer, r.is_deterministic = 'YES' AS is_immutable,
                    CASE WHEN r.external_language <> 'C' THEN r.routine_definition END AS body, pg_get_functiondef(o.oid) AS definition, ${COMMENT('pg_proc')}
             FROM information_schema.routines r JOIN pg_proc o ON o.oid = substring(r.specific_name FROM '_([0-9]+)$')::oid
             WHERE o.prokind <> 'a' AND r.routine_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    catalog: `SELECT format('%I.%I(%s)', schema_name, routine_name, replace(argument_types, ', ', ',')) AS object,
                     nullif(routine_type, 'window') AS type, language, is_security_definer, volatility = 'immutable' AS is_immutable,
                     CASE WHEN language <> 'c' THEN body END AS body, definition, comment
              FROM catalog.routines ORDER BY 1`,
  },
  aggregate: {
    source: `SELECT o.oid::regprocedure::text AS object, g.aggtransfn::text AS transition_function, nullif(g.aggfinalfn::text, '-') AS final_function,
                    g.aggtranstype::regtype::text AS transition_type, g.agginitval AS initial_value, ${COMMENT('pg_proc')}
             FROM pg_aggregate g JOIN pg_proc o ON o.oid = g.aggfnoid WHERE ${USER_SCHEMA('o.pronamespace')} ORDER BY 1`,
    catalog: `SELECT format('%I.%I(%s)', schema_name, aggregate_name, replace(argument_types, ', ', ',')) AS object,
                     transition_function, final_function, transition_type, initial_value, comment
              FROM catalog.aggregates ORDER BY 1`,
  },
  operator: {
    source: `SELECT o.oid::regoperator::text AS object, nullif(o.oprcode::text, '-') AS function, o.oprcanhash AS can_hash, ${COMMENT('pg_operator')}
             FROM pg_operator o WHERE ${USER_SCHEMA('o.oprnamespace')} ORDER BY 1`,
    catalog: `SELECT format('%I.%s(%s,%s)', schema_name, operator_name, left_type, right_type) AS object, function, can_hash, comment
              FROM catalog.operators ORDER BY 1`,
  },
  operator_class: {
    source: `SELECT ${IDENTITY('pg_opclass')}, o.opcintype::regtype::text AS input_type, o.opcdefault AS is_default, ${COMMENT('pg_opclass')}
             FROM pg_opclass o WHERE ${USER_SCHEMA('o.opcnamespace')} ORDER BY 1`,
    catalog: `SELECT format('%I.%I USING %I', schema_name, operator_class_name, access_method) AS object, input_type, is_default, comment
              FROM catalog.operator_classes ORDER BY 1`,
  },
  operator_family: {
    source: `SELECT ${IDENTITY('pg_opfamily')},
                    (SELECT count(*)::int FROM pg_amop WHERE amopfamily = o.oid) AS operators,
                    (SELECT count(*)::int FROM pg_amproc WHERE amprocfamily = o.oid) AS functions, ${COMMENT('pg_opfamily')}
             FROM pg_opfamily o WHERE ${USER_SCHEMA('o.opfnamespace')} ORDER BY 1`,
    // A family's members are its loose ones and those of its classes.
    catalog: `SELECT format('%I.%I USING %I', f.schema_name, f.operator_family_name, f.access_method) AS object,
                     (jsonb_array_length(f.operators) + coalesce(sum(jsonb_array_length(c.operators)), 0))::int AS operators,
                     (jsonb_array_length(f.functions) + coalesce(sum(jsonb_array_length(c.functions)), 0))::int AS functions, f.comment
              FROM catalog.operator_families f
              LEFT JOIN catalog.operator_classes c
                ON c.family_schema = f.schema_name AND c.family_name = f.operator_family_name AND c.access_method = f.access_method
              GROUP BY 1, f.operators, f.functions, f.comment ORDER BY 1`,
  },
  cast: {
    source: `SELECT format('(%s AS %s)', o.castsource::regtype, o.casttarget::regtype) AS object, nullif(o.castfunc, 0)::regprocedure::text AS function, o.castcontext::text AS context, ${COMMENT('pg_cast')}
             FROM pg_cast o WHERE o.oid >= 16384 ORDER BY 1`,
    catalog: `SELECT format('(%s AS %s)', source_type, target_type) AS object, function, left(context, 1) AS context, comment
              FROM catalog.casts ORDER BY 1`,
  },
  collation: {
    source: `SELECT ${IDENTITY('pg_collation')}, left(pg_encoding_to_char(o.collencoding), 99) AS encoding, o.collisdeterministic AS is_deterministic,
                    o.collversion AS version, ${COMMENT('pg_collation')}
             FROM pg_collation o WHERE ${USER_SCHEMA('o.collnamespace')} ORDER BY 1`,
    catalog: `SELECT format('%I.%I', schema_name, collation_name) AS object, coalesce(encoding, '') AS encoding, is_deterministic, version, comment
              FROM catalog.collations ORDER BY 1`,
  },
  conversion: {
    source: `SELECT ${IDENTITY('pg_conversion')}, o.conproc::text AS function, o.condefault AS is_default, ${COMMENT('pg_conversion')}
             FROM pg_conversion o WHERE ${USER_SCHEMA('o.connamespace')} ORDER BY 1`,
    catalog: `SELECT format('%I.%I', schema_name, conversion_name) AS object, function, is_default, comment FROM catalog.conversions ORDER BY 1`,
  },
  language: {
    source: `SELECT o.lanname::text AS language_name, o.lanpltrusted AS is_trusted, o.lanplcallfoid::regproc::text AS handler_function, ${COMMENT('pg_language')}
             FROM pg_language o WHERE o.lanispl AND o.lanname <> 'plpgsql' ORDER BY 1`,
    catalog: `SELECT language_name, is_trusted, handler_function, comment FROM catalog.languages ORDER BY 1`,
  },
  transform: {
    source: `SELECT o.trftype::regtype::text AS type_name, l.lanname::text AS language, o.trffromsql::oid::regprocedure::text AS from_sql_function,
                    ${COMMENT('pg_transform')}
             FROM pg_transform o JOIN pg_language l ON l.oid = o.trflang ORDER BY 1, 2`,
    catalog: `SELECT type_name, language, from_sql_function, comment FROM catalog.transforms ORDER BY 1, 2`,
  },
  access_method: {
    source: `SELECT o.amname::text AS access_method_name, o.amhandler::text AS handler_function, ${COMMENT('pg_am')}
             FROM pg_am o WHERE o.amname NOT IN ('heap', 'btree', 'hash', 'gist', 'gin', 'spgist', 'brin') ORDER BY 1`,
    catalog: `SELECT access_method_name, handler_function, comment FROM catalog.access_methods ORDER BY 1`,
  },
  text_search_configuration: {
    source: `SELECT ${IDENTITY('pg_ts_config')}, (SELECT count(*)::int FROM pg_ts_config_map WHERE mapcfg = o.oid) AS dictionaries, ${COMMENT('pg_ts_config')}
             FROM pg_ts_config o WHERE ${USER_SCHEMA('o.cfgnamespace')} ORDER BY 1`,
    catalog: `SELECT format('%I.%I', schema_name, configuration_name) AS object,
                     jsonb_array_length(jsonb_path_query_array(mappings, '$[*].dictionaries[*]')) AS dictionaries, comment
              FROM catalog.text_search_configurations ORDER BY 1`,
  },
  text_search_dictionary: {
    source: `SELECT o.oid::regdictionary::text AS object, o.dictinitoption AS init_options, ${COMMENT('pg_ts_dict')}
             FROM pg_ts_dict o WHERE ${USER_SCHEMA('o.dictnamespace')} ORDER BY 1`,
    catalog: `SELECT format('%I.%I', schema_name, dictionary_name) AS object, init_options, comment FROM catalog.text_search_dictionaries ORDER BY 1`,
  },
  text_search_parser: {
    source: `SELECT ${IDENTITY('pg_ts_parser')}, o.prstoken::text AS token_function, ${COMMENT('pg_ts_parser')}
             FROM pg_ts_parser o WHERE ${USER_SCHEMA('o.prsnamespace')} ORDER BY 1`,
    catalog: `SELECT format('%I.%I', schema_name, parser_name) AS object, token_function, comment FROM catalog.text_search_parsers ORDER BY 1`,
  },
  text_search_template: {
    source: `SELECT ${IDENTITY('pg_ts_template')}, o.tmpllexize::text AS lexize_function, ${COMMENT('pg_ts_template')}
             FROM pg_ts_template o WHERE ${USER_SCHEMA('o.tmplnamespace')} ORDER BY 1`,
    catalog: `SELECT format('%I.%I', schema_name, template_name) AS object, lexize_function, comment FROM catalog.text_search_templates ORDER BY 1`,
  },
} as const;
