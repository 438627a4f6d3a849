-- subscription: subscriptions of this database; a subscription belongs to one.
-- Parameters: none.
SELECT NULL::text AS schema_name, count(*) AS counted, 0::int8 AS filtered, 0::int8 AS denied
FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database());
