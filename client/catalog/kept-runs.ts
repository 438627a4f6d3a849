import type { KeptRuns } from '../../catalog/provider.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { parseDuration } from '../duration.js';

/** `10` (runs) or `90d` as what is kept until now. Throws `invalid_input` for anything else. */
export function parseKeptRuns(text: string): KeptRuns {
  if (/^[1-9]\d{0,6}$/.test(text)) return { latest: Number(text) };
  try {
    return { since: new Date(Date.now() - parseDuration(text)) };
  } catch {
    throw new SourceSenseError(
      'invalid_input',
      `--keep takes a number of runs or a duration, not "${text}".`,
      {
        remedy: 'Write --keep 10 for the ten latest runs of a source, or --keep 90d for 90 days.',
      },
    );
  }
}
