import type { ConnectionConfig } from '../config/schema.js';
import type { RoleRequest, SourceExamination } from '../contracts/examination.js';
import { CostMeter } from '../sources/cost-meter.js';
import { openSource } from './source-pool.js';

/**
 * Says what the role of a connection may see of its source, without Temporal: before anything is set up is when it is
 * asked. Throws what `Source` throws.
 */
export async function examineSource(
  config: ConnectionConfig,
  roleRequest?: RoleRequest,
): Promise<SourceExamination> {
  const source = openSource(config);
  try {
    const { signal } = new AbortController();
    return await source.examine({ runId: 'doctor', signal, cost: new CostMeter() }, roleRequest);
  } finally {
    await source.close();
  }
}
