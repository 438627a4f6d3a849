-- domain: domains with their base type, default and constraints.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       t.typname::text AS type_name,
       pg_get_userbyid(t.typowner)::text AS owner,
       format_type(t.typbasetype, t.typtypmod) AS base_type,
       bn.nspname::text AS base_type_schema,
       t.typnotnull AS is_not_null,
       nn.conname::text AS not_null_constraint_name,
       nnd.description AS not_null_constraint_comment,
       coalesce(pg_get_expr(t.typdefaultbin, 'pg_type'::regclass), quote_literal(t.typdefault)) AS default_expression, -- else: NULL::text AS default_expression,
       CASE WHEN t.typcollation <> b.typcollation THEN nullif(t.typcollation, 0)::regcollation::text END AS collation,
       coalesce(k.checks, '[]') AS checks,
       CASE WHEN t.typacl IS NOT NULL THEN coalesce((
         SELECT jsonb_agg(jsonb_build_object('grantor', pg_get_userbyid(x.grantor),
                                             'grantee', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
                                             'privilege', x.privilege_type, 'grantable', x.is_grantable) ORDER BY x.position)
         FROM ROWS FROM (aclexplode(t.typacl)) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, position)
       ), '[]') END AS acl,
       d.description AS comment,
       e.extname::text AS extension_name,
       t.oid::int8 AS oid
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
JOIN pg_type b ON b.oid = t.typbasetype
JOIN pg_namespace bn ON bn.oid = b.typnamespace
LEFT JOIN pg_constraint nn ON nn.contypid = t.oid AND nn.contype = 'n'
LEFT JOIN pg_description nnd ON nnd.classoid = 'pg_constraint'::regclass AND nnd.objoid = nn.oid AND nnd.objsubid = 0
LEFT JOIN (
  SELECT con.contypid,
         jsonb_agg(jsonb_build_object(
           'constraint_name', con.conname,
           'definition', pg_get_constraintdef(con.oid), -- else: 'definition', NULL::text,
           'expression', pg_get_expr(con.conbin, 0), -- else: 'expression', NULL::text,
           'is_validated', con.convalidated, 'comment', cd.description
         ) ORDER BY con.conname) AS checks
  FROM pg_constraint con
  LEFT JOIN pg_description cd ON cd.classoid = 'pg_constraint'::regclass AND cd.objoid = con.oid AND cd.objsubid = 0
  WHERE con.contype = 'c' AND con.contypid <> 0 AND con.contypid BETWEEN $1::int8::oid AND $2::int8::oid
  GROUP BY con.contypid
) k ON k.contypid = t.oid
LEFT JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
LEFT JOIN pg_depend m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE t.typtype = 'd'
  AND t.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY t.oid;
