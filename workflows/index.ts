/** The bundle's entry: every workflow that a worker runs. */
export { metadataExtractionWorkflow } from './extract-metadata.js';
