import type { NativeConnection } from '@temporalio/worker';
import { messageOf, SourceSenseError } from '../contracts/failure.js';
import { SEARCH_ATTRIBUTES } from '../contracts/names.js';

/** `INDEXED_VALUE_TYPE_KEYWORD` of Temporal's API (temporal/api/enums/v1/common.proto). */
const KEYWORD = 2;
/** gRPC's code for what is there already. */
const ALREADY_EXISTS = 6;

/**
 * Makes the search attributes that workflows set, where the server lacks them: a workflow task that sets an unknown one
 * fails for ever. Throws `permission` when they are missing and this worker may not make them.
 */
export async function registerSearchAttributes(
  connection: NativeConnection,
  namespace: string,
): Promise<void> {
  const { operatorService } = connection;
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const missing = Object.values(SEARCH_ATTRIBUTES).filter((name) => customAttributes[name] === undefined);
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
  try {
    await operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    // Another worker that starts now may have been faster.
    if ((error as { code?: number }).code === ALREADY_EXISTS) return;
    throw new SourceSenseError('permission', `Search attributes are missing: ${messageOf(error)}.`, {
      cause: error,
      remedy: `Run: temporal operator search-attribute create ${missing.map((name) => `--name ${name} --type Keyword`).join(' ')}`,
    });
  }
}
