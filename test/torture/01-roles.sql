-- Roles belong to the server, not to the database: made once, by whichever database comes first.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['torture_owner', 'torture_reader', 'Torture "Quoted" Role', 'torture.dotted', 'select'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I', name);
    END IF;
  END LOOP;
END $$;
