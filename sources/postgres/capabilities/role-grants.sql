-- What a new role has to be granted to see what PUBLIC does not.
-- Parameters: none.
SELECT quote_ident(current_database()) AS database,
       (SELECT jsonb_agg(DISTINCT quote_ident(n.nspname)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'S' AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema') AS sequence_schemas,
       (SELECT jsonb_agg(DISTINCT quote_ident(n.nspname)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'm', 'f') AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema') AS table_schemas,
       (SELECT jsonb_agg(DISTINCT quote_ident(pg_get_userbyid(c.relowner))) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'm', 'f', 'S') AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema') AS owners,
       (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema') AS row_security_tables;
