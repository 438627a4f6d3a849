import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { type OpenOutcome, OUTCOMES, type RunOutcome } from '../contracts/extraction.js';
import { EXTRACTION_WORKFLOW, SEARCH_ATTRIBUTES } from '../contracts/names.js';

/** One line of the list of runs. */
export interface ListedRun {
  readonly runId: string;
  readonly connection: string | null;
  readonly outcome: RunOutcome;
  readonly startedAt: Date;
  /** Null while it runs. */
  readonly durationMs: number | null;
}

const sourceKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.source, 'KEYWORD');
const outcomeKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.outcome, 'KEYWORD');

/** Runs that Temporal knows, latest first. */
export async function listRuns(client: Client, limit: number, connection?: string): Promise<ListedRun[]> {
  const ofConnection = connection === undefined ? '' : ` AND ${SEARCH_ATTRIBUTES.source} = '${connection}'`;
  const query = `WorkflowType = '${EXTRACTION_WORKFLOW}'${ofConnection}`;
  // Temporal lists what is open first, whenever it began: a run that is held back before all that came after it. Asked for
  // first, so that one that ends meanwhile is in the other list.
  const open = await latestRuns(client, `${query} AND ExecutionStatus = 'Running'`, limit);
  const ended = await latestRuns(client, `${query} AND ExecutionStatus != 'Running'`, limit);
  const runs = new Map<string, ListedRun>();
  const latestFirst = [...ended, ...open].sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  // Attempts of a run have its id; the latest one says how it stands.
  for (const run of latestFirst) if (!runs.has(run.runId)) runs.set(run.runId, run);
  return [...runs.values()].slice(0, limit);
}

async function latestRuns(client: Client, query: string, limit: number): Promise<ListedRun[]> {
  const runs = new Map<string, ListedRun>();
  for await (const execution of client.workflow.list({ query, pageSize: limit })) {
    const { status, workflowId } = execution;
    if (status.name === 'CONTINUED_AS_NEW' || runs.has(workflowId)) continue;
    runs.set(workflowId, listedRun(execution));
    if (runs.size === limit) break;
  }
  return [...runs.values()];
}

/** Runs that are held back. */
export async function heldRuns(client: Client): Promise<ListedRun[]> {
  const isHeld = `ExecutionStatus = 'Running' AND ${SEARCH_ATTRIBUTES.outcome} = 'held'`;
  const query = `WorkflowType = '${EXTRACTION_WORKFLOW}' AND ${isHeld}`;
  const held: ListedRun[] = [];
  for await (const execution of client.workflow.list({ query })) held.push(listedRun(execution));
  return held;
}

/** Ids that one query names. */
const IDS_AT_ONCE = 100;

/** Those of some runs that Temporal still keeps, by id. */
export async function runsOfIds(client: Client, runIds: readonly string[]): Promise<Map<string, ListedRun>> {
  const found = new Map<string, ListedRun>();
  for (let start = 0; start < runIds.length; start += IDS_AT_ONCE) {
    const names = runIds.slice(start, start + IDS_AT_ONCE).map((id) => `'${id.replaceAll("'", "''")}'`);
    for await (const execution of client.workflow.list({ query: `WorkflowId IN (${names.join(', ')})` })) {
      const { workflowId, startTime } = execution;
      // Attempts of a run have its id; the latest one says how it stands.
      const later = (found.get(workflowId)?.startedAt ?? new Date(0)) > startTime;
      if (!later) found.set(workflowId, listedRun(execution));
    }
  }
  return found;
}

/** How an open run stands, by what it shows even while no worker answers. */
export function openOutcome({
  typedSearchAttributes,
}: Pick<WorkflowExecutionInfo, 'typedSearchAttributes'>): OpenOutcome {
  const shown = typedSearchAttributes.get(outcomeKey);
  return shown === 'held' || shown === 'paused' ? shown : 'running';
}

function listedRun(execution: WorkflowExecutionInfo): ListedRun {
  const { workflowId, startTime, closeTime, typedSearchAttributes } = execution;
  return {
    runId: workflowId,
    connection: typedSearchAttributes.get(sourceKey) ?? null,
    outcome: outcomeOf(execution),
    startedAt: startTime,
    durationMs: closeTime === undefined ? null : closeTime.getTime() - startTime.getTime(),
  };
}

function outcomeOf(execution: WorkflowExecutionInfo): ListedRun['outcome'] {
  const { status, typedSearchAttributes } = execution;
  switch (status.name) {
    case 'COMPLETED': {
      const said = typedSearchAttributes.get(outcomeKey);
      return OUTCOMES.find((outcome) => outcome === said) ?? 'completed';
    }
    case 'CANCELLED':
      return 'cancelled';
    case 'FAILED':
    case 'TERMINATED':
    case 'TIMED_OUT':
      return 'failed';
    case 'RUNNING':
      return openOutcome(execution);
    case 'PAUSED':
    case 'CONTINUED_AS_NEW':
    case 'UNKNOWN':
    case 'UNSPECIFIED':
      return 'running';
  }
}
