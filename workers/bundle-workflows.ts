import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BundleOptions, bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { FAILURE_CONVERTER } from '../payloads/data-converter.js';

/** Where the build leaves the bundle, beside the compiled workflows. */
export const WORKFLOW_BUNDLE = fileURLToPath(new URL('../workflows/workflow-bundle.js', import.meta.url));

/**
 * The same workflows, whose failures keep their messages where the codec encrypts them. The sandbox can't be told so when
 * it starts, hence a bundle of its own. Either replays what the other ran.
 */
export const ENCRYPTING_WORKFLOW_BUNDLE = fileURLToPath(
  new URL('../workflows/encrypting-workflow-bundle.js', import.meta.url),
);

/**
 * Bundles the compiled workflows into a file, which workers load instead of bundling at each start. Every worker keeps it
 * in memory twice, for itself and for the thread that runs workflows: therefore its source map has no sources, which only
 * a debugger shows, and it is ASCII, of which V8 keeps a byte per character rather than two (8 MB less in all).
 */
async function bundleWorkflows(
  file: string,
  options: Pick<BundleOptions, 'failureConverterPath'> = {},
): Promise<void> {
  const { code } = await bundleWorkflowCode({
    ...options,
    workflowsPath: fileURLToPath(new URL('../workflows/index.js', import.meta.url)),
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: (config) => ({ ...config, devtool: 'inline-nosources-source-map' }),
  });
  await writeFile(file, inAscii(code));
}

/** The same program: what is not ASCII stands in its texts and comments, where an escape means the character. */
function inAscii(code: string): string {
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundleWorkflows(WORKFLOW_BUNDLE);
  await bundleWorkflows(ENCRYPTING_WORKFLOW_BUNDLE, { failureConverterPath: FAILURE_CONVERTER });
}
