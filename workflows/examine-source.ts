import { workflowInfo } from '@temporalio/workflow';
import type { ExaminationInput, SourceExamination } from '../contracts/examination.js';
import { examineSource } from './activity-proxies.js';
import { rootFailure } from './end-run.js';

/**
 * Says what the role of a connection may see of its source: S6 of the requirements. A workflow, though of one step,
 * because a worker is what reaches the source: its configuration has the connection and its network the route.
 */
export async function sourceExaminationWorkflow(input: ExaminationInput): Promise<SourceExamination> {
  try {
    return await examineSource({ ...input, runId: workflowInfo().workflowId });
  } catch (error) {
    throw rootFailure(error);
  }
}
