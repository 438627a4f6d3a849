import type { PostgresMajor } from '../../../stack/versions.js';
import { createLanguages } from './languages.js';
import { createOperators } from './operators.js';
import { createRoutines } from './routines.js';
import { createTypes } from './types.js';

/** Statements that create objects of every kind of types and code that the major version has. */
export const createTypesAndCode = (major: PostgresMajor): string =>
  [createTypes, createRoutines, createOperators, createLanguages].map((create) => create(major)).join('\n');
