-- any_locks: a row if another session holds, or waits to hold, an ACCESS EXCLUSIVE lock on any relation. Nearly always none does,
-- and what waits for it (locks.sql) need not be found out: 0.3 ms rather than 1.0 ms, some dozen times for a partition.
-- Parameters: none.
SELECT l.pid
FROM pg_locks l
WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.pid IS DISTINCT FROM pg_backend_pid()
LIMIT 1;
