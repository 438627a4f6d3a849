/**
 * Names in SQL, as PostgreSQL's own `quote_ident` writes them. The words are those of `pg_get_keywords` in versions 13
 * to 18 together; a test compares them with real servers.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Words that can be no name at all without quotes, or none of a table or column. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  words(`
    all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation
    column concurrently constraint create cross current_catalog current_date current_role current_schema current_time
    current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze
    from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit
    localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references
    returning right select session_user similar some symmetric system_user table tablesample then to trailing true union
    unique user using variadic verbose when where window with`),
);

/** Words that can name a table or column but no function or type; `quote_ident` quotes them as well. */
const COLUMN_NAME_WORDS: ReadonlySet<string> = new Set(
  words(`
    between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping inout int
    integer interval json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar
    json_serialize json_table json_value least merge_action national nchar none normalize nullif numeric out overlay
    position precision real row setof smallint substring time timestamp treat trim values varchar xmlattributes
    xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable`),
);

/** Whether a name is written the same way with and without quotes, reserved words aside. */
export function isPlainName(name: string): boolean {
  return /^[a-z_][a-z0-9_]*$/.test(name);
}

/** A name as SQL has it: quoted where it must be. */
export function quoteIdentifier(name: string): string {
  const isPlain = isPlainName(name) && !RESERVED_WORDS.has(name) && !COLUMN_NAME_WORDS.has(name);
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Names joined by dots, each quoted where it must be: `shop."Order".id`. */
export function qualifiedName(...names: readonly string[]): string {
  return names.map(quoteIdentifier).join('.');
}
