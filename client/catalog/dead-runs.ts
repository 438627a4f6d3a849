import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { CatalogProvider, RunRecord } from '../../catalog/provider.js';

/** A run that is recorded as running although its workflow has ended, or is not known to Temporal. */
export interface DeadRun {
  readonly runId: string;
  readonly connection: string;
  readonly startedAt: Date;
  /** How the workflow ended: `terminated`, `timed out` ...; null when Temporal does not know it. */
  readonly workflow: string | null;
}

/**
 * Runs of which nobody will say that they ended: their workflow was terminated or timed out, which leaves it no time to
 * clean up. Throws `unreachable` when Temporal does not answer.
 */
export async function findDeadRuns(
  catalog: Pick<CatalogProvider, 'listRunning'>,
  temporal: () => Promise<Client>,
): Promise<DeadRun[]> {
  const running = await catalog.listRunning();
  if (running.length === 0) return [];
  const client = await temporal();
  const dead: DeadRun[] = [];
  for (const run of running) {
    const workflow = await workflowEnd(client, run);
    if (workflow === 'running') continue;
    const { runId, connection, startedAt } = run;
    dead.push({ runId, connection, startedAt, workflow });
  }
  return dead;
}

/** `running`, how the run's workflow ended, or null when Temporal does not know it. */
async function workflowEnd(client: Client, { runId }: RunRecord): Promise<string | null> {
  try {
    const { status, closeTime } = await client.workflow.getHandle(runId).describe();
    return closeTime === undefined ? 'running' : status.name.toLowerCase().replaceAll('_', ' ');
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** Ends a dead run in the catalog: what it landed is deleted. */
export async function endDeadRun(catalog: Pick<CatalogProvider, 'abandonRun'>, run: DeadRun): Promise<void> {
  await catalog.abandonRun(run.runId, 'failed', `Ended by \`catalog prune\`: ${whyDead(run)}.`);
}

/** Completes "it is dead: ...". */
export function whyDead({ workflow }: DeadRun): string {
  return workflow === null ? 'Temporal does not know its workflow' : `its workflow was ${workflow}`;
}
