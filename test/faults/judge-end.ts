import type { RunEnd } from '../../client/run-outcome.js';
import type { Ending } from './fault.js';

/**
 * What is wrong with how a run ended, if something is; `wanted` is the outcome of an undisturbed run, `isInCatalog` whether
 * it is published.
 */
export function judgeEnd(end: RunEnd | null, ending: Ending, wanted: string, isInCatalog: boolean): string[] {
  if (end === null) return ['The run is stuck: it has not ended in time.'];
  const said = 'result' in end ? end.outcome : `${end.outcome} (${end.category}: ${end.message})`;
  if (typeof ending === 'object') {
    const isTyped = !('result' in end) && (ending.failed as readonly string[]).includes(end.category);
    return isTyped ? [] : [`The run ended as ${said} rather than failed for ${ending.failed.join(' or ')}.`];
  }
  const isRefused = !('result' in end) && end.category === 'fenced';
  if (ending === 'same or published' && isRefused && isInCatalog) return [];
  const outcomes = {
    same: [wanted],
    'same or published': [wanted],
    cancelled: ['cancelled'],
    'cancelled or same': ['cancelled', wanted],
    terminated: ['failed'],
  }[ending];
  return outcomes.includes(end.outcome)
    ? []
    : [`The run ended as ${said} rather than ${outcomes.join(' or ')}.`];
}
