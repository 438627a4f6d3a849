-- database: databases of the server; those it does not connect to are listed all the same.
-- Parameters: none.
SELECT NULL::text AS schema_name, count(*) AS counted, 0::int8 AS filtered, 0::int8 AS denied FROM pg_database;
