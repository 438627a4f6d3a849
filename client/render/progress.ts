import cliProgress from 'cli-progress';
import type { ExtractionProgress } from '../../contracts/extraction.js';
import type { Terminal } from '../terminal.js';
import { formatCount, formatDuration } from './quantities.js';

/** Shows a run's progress as it comes in; `end` takes it off the screen. */
export interface ProgressDisplay {
  readonly show: (progress: ExtractionProgress) => void;
  readonly end: () => void;
}

/** A bar where a person watches, JSON events or a line per stage elsewhere. */
export function progressDisplay(terminal: Terminal): ProgressDisplay {
  if (terminal.json) return jsonDisplay(terminal);
  return terminal.interactive ? barDisplay() : lineDisplay(terminal);
}

/** One line about a run's progress: `extractColumns, 3 of 8 partitions, 12,345 objects, 2.4 s`. */
export function describeProgress(progress: ExtractionProgress): string {
  const { stage, outcome, message, partitionsDone, partitionsTotal, elapsedMs } = progress;
  const paused = message === undefined ? 'paused' : `paused (${message})`;
  const partitions = partitionsTotal === 0 ? [] : [`${partitionsDone} of ${partitionsTotal} partitions`];
  return [
    ...(outcome === 'paused' ? [paused] : []),
    stage,
    ...partitions,
    `${formatCount(objectsOf(progress))} objects`,
    formatDuration(elapsedMs),
  ].join(', ');
}

function objectsOf({ objects }: ExtractionProgress): number {
  return Object.values(objects).reduce((sum, count) => sum + count, 0);
}

function jsonDisplay(terminal: Terminal): ProgressDisplay {
  return {
    show: (progress) => {
      terminal.object({ event: 'progress', ...progress });
    },
    end: () => undefined,
  };
}

/** A line whenever the stage or the partitions changed: a log needs no more. */
function lineDisplay(terminal: Terminal): ProgressDisplay {
  let last = '';
  return {
    show: (progress) => {
      const state = `${progress.outcome} ${progress.stage} ${progress.partitionsDone}`;
      if (state !== last) terminal.line(describeProgress(progress));
      last = state;
    },
    end: () => undefined,
  };
}

function barDisplay(): ProgressDisplay {
  const bar = new cliProgress.SingleBar(
    { format: '{bar} {text}', clearOnComplete: true, hideCursor: true, barsize: 24, stream: process.stdout },
    cliProgress.Presets.shades_classic,
  );
  let started = false;
  return {
    show: (progress) => {
      const payload = { text: describeProgress(progress) };
      const total = Math.max(1, progress.partitionsTotal);
      if (!started) bar.start(total, 0, payload);
      started = true;
      bar.setTotal(total);
      bar.update(progress.partitionsDone, payload);
    },
    end: () => {
      if (started) bar.stop();
    },
  };
}
