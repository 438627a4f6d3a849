import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** Where the build leaves the bundle, beside the compiled workflows. */
export const WORKFLOW_BUNDLE = fileURLToPath(new URL('../workflows/workflow-bundle.js', import.meta.url));

/** Bundles the compiled workflows into one file, which workers load instead of bundling at each start. */
async function bundleWorkflows(): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows/index.js', import.meta.url)),
    logger: new DefaultLogger('WARN'),
  });
  await writeFile(WORKFLOW_BUNDLE, code);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundleWorkflows();
