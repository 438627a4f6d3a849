/** The catalog's rows of a run as the SQL that makes its schema again. */
export { commentStatement, commentTargets } from './comments.js';
export type { RowsByKind } from './schema-rows.js';
export { DDL_KINDS, ddlStatements } from './script.js';
