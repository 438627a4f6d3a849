-- Kind role_membership, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.role_membership_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "role_name" text NOT NULL,
  "member_name" text NOT NULL,
  "grantor" text NOT NULL,
  "admin_option" boolean NOT NULL,
  "inherit_option" boolean,
  "set_option" boolean
);
COMMENT ON TABLE catalog.role_membership_version IS 'Which roles are members of which, those among predefined roles left out.';
COMMENT ON COLUMN catalog.role_membership_version."role_name" IS 'Role that was granted.';
COMMENT ON COLUMN catalog.role_membership_version."member_name" IS 'Role that is a member of it.';
COMMENT ON COLUMN catalog.role_membership_version."grantor" IS 'Role that granted it; before PostgreSQL 16 it may no longer exist.';
COMMENT ON COLUMN catalog.role_membership_version."admin_option" IS 'Whether the member may grant it on.';
COMMENT ON COLUMN catalog.role_membership_version."inherit_option" IS 'Whether the member has its rights (PostgreSQL 16).';
COMMENT ON COLUMN catalog.role_membership_version."set_option" IS 'Whether the member may SET ROLE to it (PostgreSQL 16).';

SELECT catalog.adopt_kind('role_membership', 'role_memberships');
