/**
 * Starts an extraction with nothing but `@temporalio/client`, for programs that embed SourceSense:
 * `node dist/client/start-extraction.js <connection> [host:port]`. The connection is one that the worker knows.
 */
import { Client, Connection } from '@temporalio/client';

const [connectionName = 'sample', address = '127.0.0.1:7233'] = process.argv.slice(2);

const connection = await Connection.connect({ address });
const client = new Client({ connection });

const handle = await client.workflow.start('metadataExtractionWorkflow', {
  taskQueue: 'sourcesense',
  workflowId: `extract/${connectionName}/${new Date().toISOString()}`,
  args: [{ connection: connectionName }],
});
process.stdout.write(`Started ${handle.workflowId}\n`);

const result: unknown = await handle.result();
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
await connection.close();
