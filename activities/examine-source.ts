import type { ExaminationInput, SourceExamination } from '../contracts/examination.js';
import { CostMeter } from '../sources/cost-meter.js';
import type { ActivityDeps } from './deps.js';
import { runActivity } from './run-activity.js';

export interface ExamineSourceInput extends ExaminationInput {
  /** Names the examination to the source. */
  readonly runId: string;
}

/** Says what the role of a connection may see; keeps nothing. */
export async function examineSource(
  deps: ActivityDeps,
  input: ExamineSourceInput,
): Promise<SourceExamination> {
  return runActivity(async ({ signal }) => {
    const { runId, connection, roleRequest } = input;
    const source = await deps.source(connection);
    return source.examine({ runId, signal, cost: new CostMeter() }, roleRequest);
  });
}
