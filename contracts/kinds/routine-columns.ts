import { optional, required } from './kind.js';

/** The identity of a function, procedure or aggregate (pg_proc): the types of its input arguments are part of it. */
export const routineNamespace = 'routine';

/** What functions, procedures and aggregates say of their arguments. */
export const routineArguments = [
  required(
    'argument_types',
    'text',
    'Types of the input arguments, comma-separated, which with the name identify it; empty when there are none.',
  ),
  required(
    'identity_arguments',
    'text',
    'Arguments as ALTER and COMMENT ON need them (pg_get_function_identity_arguments).',
  ),
  optional(
    'arguments',
    'text',
    'Arguments with their defaults (pg_get_function_arguments); null when they could not be read.',
  ),
  required(
    'argument_list',
    'json',
    'Arguments in order: [{name, mode, type, default}], mode being in, out, inout, variadic or table; name and default are null when there is none.',
  ),
] as const;
