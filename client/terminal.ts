import pc from 'picocolors';
import { toSnakeCase } from './render/snake-case.js';

/** Where a command's answers go: to standard output as text or JSON, remarks to standard error. */
export interface Terminal {
  /** Whether the command was asked for JSON. */
  readonly json: boolean;
  /** Whether a person watches standard output, and lines can be rewritten. */
  readonly interactive: boolean;
  readonly colors: ReturnType<typeof pc.createColors>;
  /** One line of the answer; nothing when JSON was asked for. */
  readonly line: (text: string) => void;
  /** One JSON object on a line of its own, its keys in snake_case; nothing unless JSON was asked for. */
  readonly object: (value: object) => void;
  /** A remark, on standard error. */
  readonly note: (text: string) => void;
}

/** The terminal of this process; colours only where a person sees them and `NO_COLOR` is not set. */
export function processTerminal(json: boolean): Terminal {
  const interactive = !json && process.stdout.isTTY;
  return {
    json,
    interactive,
    colors: pc.createColors(interactive && pc.isColorSupported),
    line: (text) => {
      if (!json) process.stdout.write(`${text}\n`);
    },
    object: (value) => {
      if (json) process.stdout.write(`${JSON.stringify(toSnakeCase(value))}\n`);
    },
    note: (text) => {
      process.stderr.write(`${text}\n`);
    },
  };
}
