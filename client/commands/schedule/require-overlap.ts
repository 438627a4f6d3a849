import type { OverlapPolicy } from '../../schedules/definition.js';
import { requireDefinition } from './options.js';

/** An overlap policy given for one start. Throws `invalid_input` for a name that is none. */
export async function requireOverlap(text: string | undefined): Promise<OverlapPolicy | undefined> {
  if (text === undefined) return undefined;
  const { parseSettings } = await import('../../schedules/settings.js');
  return requireDefinition(parseSettings({ every: '1d', overlap: text })).overlap;
}
