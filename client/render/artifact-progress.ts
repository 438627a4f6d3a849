import cliProgress from 'cli-progress';
import type { Terminal } from '../terminal.js';
import { formatBytes, formatCount, formatDuration } from './quantities.js';

/** How far work on artifacts has come. */
export interface ArtifactProgress {
  /** Artifacts done. */
  readonly artifacts: number;
  /** Null where it is known at the end only. */
  readonly artifactsTotal: number | null;
  /** Of those done. */
  readonly sizeBytes: number;
}

/** Shows the progress of work on artifacts; `hide` takes it off the screen until the next `show`. */
export interface ArtifactDisplay extends Disposable {
  readonly show: (progress: ArtifactProgress) => void;
  readonly hide: () => void;
}

/** Between two JSON events. */
const EVENT_INTERVAL_MS = 1000;
/** Between two lines, which somebody has to read. */
const LINE_INTERVAL_MS = 10_000;

/** A bar where a person watches, JSON events for scripts, and a line of standard error now and then elsewhere. */
export function artifactDisplay(terminal: Terminal): ArtifactDisplay {
  const startedMs = performance.now();
  const describe = (progress: ArtifactProgress) => describeProgress(progress, performance.now() - startedMs);
  if (terminal.interactive) return barDisplay(describe);
  const intervalMs = terminal.json ? EVENT_INTERVAL_MS : LINE_INTERVAL_MS;
  let lastMs = startedMs;
  return {
    show: (progress) => {
      if (performance.now() - lastMs < intervalMs) return;
      lastMs = performance.now();
      if (terminal.json) terminal.object({ event: 'progress', ...progress });
      else terminal.note(describe(progress));
    },
    hide: () => undefined,
    [Symbol.dispose]: () => undefined,
  };
}

/** `1,200 of 4,000 artifacts, 1.4 GB, 12.0 s`. */
export function describeProgress(progress: ArtifactProgress, elapsedMs: number): string {
  const { artifacts, artifactsTotal, sizeBytes } = progress;
  const total = artifactsTotal === null ? '' : ` of ${formatCount(artifactsTotal)}`;
  return `${formatCount(artifacts)}${total} artifacts, ${formatBytes(sizeBytes)}, ${formatDuration(elapsedMs)}`;
}

function barDisplay(describe: (progress: ArtifactProgress) => string): ArtifactDisplay {
  const options = {
    ...{ clearOnComplete: true, hideCursor: true, barsize: 24, stream: process.stdout },
    // Its own handler of SIGINT would keep the process alive.
    gracefulExit: false,
  };
  const bar = new cliProgress.SingleBar(
    { format: '{bar} {text}', ...options },
    cliProgress.Presets.shades_classic,
  );
  let shown = false;
  const hide = () => {
    if (shown) bar.stop();
    shown = false;
  };
  // Also when a signal ends the process: the bar hides the cursor.
  process.once('exit', hide);
  return {
    show: (progress) => {
      const payload = { text: describe(progress) };
      const total = Math.max(1, progress.artifactsTotal ?? progress.artifacts);
      if (!shown) bar.start(total, 0, payload);
      shown = true;
      bar.setTotal(total);
      bar.update(progress.artifacts, payload);
    },
    hide,
    [Symbol.dispose]: () => {
      hide();
      process.removeListener('exit', hide);
    },
  };
}
