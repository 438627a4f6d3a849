import { Command, Option, InvalidArgumentError } from 'commander';
import { UNUSUAL_SHAPES, type UnusualShapeName } from './shapes/index.js';
import type { Shape } from './shapes/shape.js';
import { ordinaryTables } from './shapes/tables.js';

/** What one bench measures. */
export interface BenchOptions {
  /** In the order in which they are measured; ordinary tables first. */
  readonly shapes: readonly Shape[];
  readonly rounds: number;
  readonly sample: boolean;
  /** Whether each worker has extracted something before it is measured, as one has that has been running. */
  readonly warm: boolean;
}

const NONE = 'none';
const DEFAULT_TABLES = '1000,10000';

/** An identifier has 63 bytes, of which names spend 5 on a table's number. */
const MOST_TABLES = 99_999;

const SHAPES = Object.entries(UNUSUAL_SHAPES)
  .map(([name, { size, what }]) => `  ${name.padEnd(12)}${size.toLocaleString('en')} ${what}`)
  .join('\n');

const AFTER_HELP = `
Shapes, with the size that each has unless it is given:
${SHAPES}

Each is compared with ordinary tables of as many columns, which are measured as well.

  npm run bench -- --tables 1000,10000,50000 --shapes partitions,schemas=500,wide --runs 3`;

/**
 * Reads the command line: Commander prints help and ends the process with 0, or says what is wrong and ends it with 1.
 * With `throwing` it throws `CommanderError` instead and prints nothing.
 */
export function readOptions(args: readonly string[], throwing = false): BenchOptions {
  const command = new Command('bench')
    .usage('[options]')
    .description(
      'Measures extraction on generated databases, as ratios to pg_dump and to psql copying the same queries.',
    )
    .addOption(
      new Option('--tables <counts>', 'databases of so many tables of 20 columns, or none')
        .argParser(tableCounts)
        .default(tableCounts(DEFAULT_TABLES), DEFAULT_TABLES),
    )
    .addOption(
      new Option('--shapes <shapes>', 'unusual databases too: name or name=size, separated by commas')
        .argParser(shapes)
        .default([], NONE),
    )
    .option('--runs <rounds>', 'rounds of each', (text) => wholeNumber(text, 100), 3)
    .option('--no-sample', 'leave out the sample database')
    .option(
      '--warm',
      'have each worker extract a small database first, as one that has been running has',
      false,
    )
    .addHelpText('after', AFTER_HELP);
  if (throwing)
    command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  const {
    tables,
    shapes: unusual,
    runs,
    sample,
    warm,
  } = command.parse(args, { from: 'user' }).opts<Parsed>();
  return { shapes: [...withYardsticks(tables, unusual), ...unusual], rounds: runs, sample, warm };
}

interface Parsed {
  readonly tables: readonly Shape[];
  readonly shapes: readonly Shape[];
  readonly runs: number;
  readonly sample: boolean;
  readonly warm: boolean;
}

/** Ordinary tables, those among them that an unusual shape is compared with. */
function withYardsticks(tables: readonly Shape[], unusual: readonly Shape[]): Shape[] {
  const yardsticks = unusual.map(({ comparableTables }) => ordinaryTables(comparableTables));
  const byName = new Map([...tables, ...yardsticks].map((shape) => [shape.name, shape]));
  return [...byName.values()].sort((a, b) => a.pieces - b.pieces);
}

function tableCounts(text: string): Shape[] {
  if (text === NONE) return [];
  return text.split(',').map((count) => ordinaryTables(tableCount(count)));
}

/** A number of tables; throws `InvalidArgumentError`, which Commander explains. */
export function tableCount(text: string): number {
  return wholeNumber(text, MOST_TABLES);
}

function shapes(text: string): Shape[] {
  return text.split(',').map((item) => {
    const [name = '', size] = item.split('=');
    if (!isUnusualShape(name)) {
      throw new InvalidArgumentError(
        `"${name}" is no shape; there are ${Object.keys(UNUSUAL_SHAPES).join(', ')}.`,
      );
    }
    const shape = UNUSUAL_SHAPES[name];
    return shape.make(size === undefined ? shape.size : wholeNumber(size, shape.largest));
  });
}

function isUnusualShape(name: string): name is UnusualShapeName {
  return Object.hasOwn(UNUSUAL_SHAPES, name);
}

function wholeNumber(text: string, largest: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number > 0 && number <= largest) return number;
  throw new InvalidArgumentError(`"${text}" is no whole number from 1 to ${largest.toLocaleString('en')}.`);
}
