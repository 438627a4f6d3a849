-- Names that must be quoted, are long, or are the same in two schemas.
CREATE SCHEMA plain;
CREATE SCHEMA "Mixed Case";
CREATE SCHEMA "dots.and ""quotes""";
CREATE SCHEMA "back\slash
newline	tab $dollar$ 😀";
COMMENT ON SCHEMA "Mixed Case" IS E'It''s a "comment" with \\ backslash,\nnewline, tab \t, $$dollars$$ and 😀';
ALTER SCHEMA "Mixed Case" OWNER TO "Torture ""Quoted"" Role";

CREATE TYPE plain.same AS ENUM ('it''s', 'back\slash', 'new
line', '😀', '', 'select');
CREATE TYPE "Mixed Case".same AS ENUM ('a');
ALTER TYPE "Mixed Case".same ADD VALUE 'before a' BEFORE 'a';
ALTER TYPE "Mixed Case".same ADD VALUE 'z' AFTER 'a';
ALTER TYPE "Mixed Case".same ADD VALUE 'between' BEFORE 'z';

CREATE TABLE plain.thing (id int PRIMARY KEY, "select" plain.same, "A b" "Mixed Case".same, "1st" text, "tab	name" int, "😀" text);
CREATE TABLE "Mixed Case".thing (
  id int CONSTRAINT thing_pkey PRIMARY KEY,
  "order" int DEFAULT 0 NOT NULL CONSTRAINT "check ""me""" CHECK ("order" >= 0),
  "with.dot" text DEFAULT E'it''s \\ here',
  CONSTRAINT "fk to, other" FOREIGN KEY (id) REFERENCES plain.thing
);
COMMENT ON CONSTRAINT "check ""me""" ON "Mixed Case".thing IS 'quoted';
CREATE INDEX "an index" ON "Mixed Case".thing ("with.dot", lower("with.dot"));
CREATE INDEX thing_idx ON plain.thing ("1st");
CREATE INDEX thing_idx ON "Mixed Case".thing ("order");
CREATE TABLE "back\slash
newline	tab $dollar$ 😀"."t\t" ("c\c" text DEFAULT 'x\y');
COMMENT ON TABLE "back\slash
newline	tab $dollar$ 😀"."t\t" IS E'a\\b\nc';
CREATE TABLE plain.abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_0123456789 (
  abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_012345678 serial UNIQUE NOT NULL
);
CREATE VIEW "dots.and ""quotes"""."V" AS SELECT t."A b" AS "Ä", t."select", o."order" FROM plain.thing t JOIN "Mixed Case".thing o USING (id);
COMMENT ON COLUMN "dots.and ""quotes"""."V"."Ä" IS 'renamed';
CREATE SEQUENCE "Mixed Case"."Seq" AS smallint INCREMENT BY -2 MINVALUE -100 MAXVALUE 50 START WITH 40 CACHE 7 CYCLE;
ALTER SEQUENCE "Mixed Case"."Seq" OWNER TO "select";
CREATE FUNCTION "Mixed Case"."F n"("In Arg" text, OUT "Out" int) LANGUAGE sql AS $_$ SELECT length($1) $_$;
CREATE FUNCTION plain.tricky() RETURNS text LANGUAGE plpgsql AS $body$
BEGIN
  RETURN $function$it's $$ here \ and $x$ there$function$ || E'\t';
END
$body$;
