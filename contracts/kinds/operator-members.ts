import { required } from './kind.js';

/** Operators and support functions that belong to an operator class, or to a family directly. */
export const operatorMembers = [
  required(
    'operators',
    'json',
    'Operators by strategy: [{strategy, operator, left_type, right_type, purpose, sort_family}]; operator as SQL with its operand types, purpose search or order, sort_family the qualified B-tree family of an ordering operator.',
  ),
  required(
    'functions',
    'json',
    'Support functions by number: [{support_number, function, left_type, right_type}]; function as SQL with its argument types.',
  ),
] as const;
