/**
 * Records the history of a run for the replay tests:
 * `npm run record-history -- <run id> test/replay/histories/<what it shows>.json`. Histories are added, never replaced:
 * they are what workers of earlier versions left behind.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { connectClient } from '../client/connect-client.js';
import { loadConfig } from '../config/load.js';

const [runId, file] = process.argv.slice(2);
if (runId === undefined || file === undefined || existsSync(file)) {
  process.stderr.write('usage: npm run record-history -- <run id> <new file>\n');
  process.exit(1);
}

const client = await connectClient(loadConfig().config.temporal);
const history = await client.workflow.getHandle(runId).fetchHistory();
// Stack traces name the folder that the worker ran in.
const text = historyToJSON(history).replaceAll(`${process.cwd()}/`, '');
writeFileSync(file, `${text}\n`);
await client.connection.close();
process.stdout.write(`${file}: ${history.events?.length ?? 0} events\n`);
