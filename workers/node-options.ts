/**
 * What Node is to be started with for a worker. Rows are short-lived strings by the million: with V8's default young
 * generation of 16 MB a quarter of the worker's time went into collecting it.
 */
export const WORKER_NODE_OPTIONS = ['--max-semi-space-size=32'];
