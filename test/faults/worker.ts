/** A worker of the fault harness: the real one, with fail points around what its activities work with. */
import { pino } from 'pino';
import { loadConfig } from '../../config/load.js';
import { buildDeps } from '../../workers/build-deps.js';
import { runWorkerWith } from '../../workers/run-worker.js';
import { activityPoints, reachCommits, tell, withFailPoints } from './fail-points.js';

const { config } = loadConfig();
const stopping = new AbortController();
const stop = () => {
  stopping.abort();
};
process.on('SIGTERM', stop);
process.on('disconnect', stop);
if ('url' in config.catalog) reachCommits(config.catalog.url);
await using deps = await buildDeps(config);
await runWorkerWith(withFailPoints(deps), config, {
  signal: stopping.signal,
  log: pino({ level: config.log.level }, pino.destination({ fd: 2, sync: true })),
  interceptors: { activity: [activityPoints] },
  onReady: () => {
    tell({ ready: true });
  },
});
process.disconnect();
