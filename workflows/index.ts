/** The bundle's entry: every workflow that a worker runs. */
export { sourceExaminationWorkflow } from './examine-source.js';
export { metadataExtractionWorkflow } from './extract-metadata.js';
