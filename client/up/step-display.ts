import type { StackReporter } from '../../stack/index.js';
import { lineReporter } from '../../stack/index.js';
import { formatDuration } from '../render/quantities.js';
import type { Terminal } from '../terminal.js';

/** How often the waiting time is redrawn. */
const REDRAW_MS = 250;

interface OpenStep {
  readonly name: string;
  readonly startedMs: number;
  text: string;
}

/** Steps of a start on the terminal: a line for each that is done, and below them what goes on now and for how long. */
export function stepDisplay(terminal: Terminal): StackReporter {
  if (!terminal.interactive) {
    return lineReporter(terminal.json ? terminal.note : terminal.line);
  }
  const open = new Set<OpenStep>();
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    const texts = [...open].map(
      ({ name, text, startedMs }) => `${name}: ${text} (${formatDuration(Date.now() - startedMs)})`,
    );
    const width = process.stdout.columns - 1;
    process.stdout.write(`\r\x1b[2K${terminal.colors.dim(texts.join('  ').slice(0, width))}`);
  };
  const end = (step: OpenStep, line: string) => {
    open.delete(step);
    process.stdout.write('\r\x1b[2K');
    terminal.line(line);
    if (open.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  return {
    step: (name) => {
      const step: OpenStep = { name, startedMs: Date.now(), text: 'waiting' };
      open.add(step);
      timer ??= setInterval(draw, REDRAW_MS).unref();
      return {
        update: (text) => {
          step.text = text;
        },
        done: (text) => {
          end(step, `${terminal.colors.green('✓')} ${name}: ${text}`);
        },
        fail: (text) => {
          end(step, `${terminal.colors.red('✗')} ${name}: ${text}`);
        },
      };
    },
  };
}
