/** Names that clients and workers must agree on. */

/** The program's version, as package.json has it. */
export const PROGRAM_VERSION = '0.1.0';

/** Workflow type of one extraction. */
export const EXTRACTION_WORKFLOW = 'metadataExtractionWorkflow';

/** The query that answers `ExtractionProgress`. */
export const PROGRESS_QUERY = 'getProgress';

/** The update that lets a run be published that is held back. */
export const CONFIRM_UPDATE = 'confirmPublication';

/** The updates that pause a run, with a reason if there is one, and let it go on. */
export const PAUSE_UPDATE = 'pauseRun';
export const RESUME_UPDATE = 'resumeRun';

/** The signal that another run of the source was published first, so that a run that is held back can't be any more. */
export const OUTRUN_SIGNAL = 'outrun';

/**
 * Workflows and everything that touches only the artifact store and the catalog. Apart from extraction, so that a
 * stuck source can't starve landing.
 */
export const MAIN_TASK_QUEUE = 'sourcesense';

/** Activities that hold a session on a source of this type. */
export function extractionTaskQueue(sourceType: string): string {
  return `sourcesense-extract-${sourceType}`;
}

/** Search attributes, all of type Keyword. They hold a connection's name, a stage and an outcome; never data or hosts. */
export const SEARCH_ATTRIBUTES = {
  source: 'SourceSenseSource',
  stage: 'SourceSenseStage',
  outcome: 'SourceSenseOutcome',
} as const;

/** Bytes of JSON an activity's result may have; Temporal's own limit is 2 MiB and ends the workflow. */
export const MAX_PAYLOAD_BYTES = 256 * 1024;

/** The workflow id of a run, which is also its `run_id` everywhere: one logical time, one run. */
export function extractionWorkflowId(connection: string, logicalTime: Date): string {
  return `extract/${connection}/${logicalTime.toISOString().replaceAll(/[-:]/g, '')}`;
}

/** The connection in a run's id, of one that a schedule started too; null for a workflow that was started otherwise. */
export function connectionOfRun(workflowId: string): string | null {
  return /^extract\/([a-z0-9_-]+?)(?:\/|-\d{4}-\d\d-\d\dT[\d:.]+Z$)/.exec(workflowId)?.[1] ?? null;
}
