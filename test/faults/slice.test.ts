import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { engines } from '../support/engines.js';
import type { CampaignReport } from './campaign.js';

const MAIN = fileURLToPath(new URL('main.js', import.meta.url));
/** The same ones each time: a campaign of another seed is `npm run faults`. */
const SEED = '1';
const FAULTS = 120;
/** Of four lanes on two cores; five minutes where nothing else runs. */
const TIMEOUT_MS = 25 * 60_000;

describe('a hundred and twenty faults in every part of the system', () => {
  it(
    'leave the catalog as if nothing had happened, or the run failed for the very reason',
    async () => {
      const file = join(engines().directory, 'faults.json');
      const args = [MAIN, '--seed', SEED, '--faults', String(FAULTS), '--report', file];
      // It ends with 1 when there is something to say, which the report says.
      const { stdout } = await promisify(execFile)(process.execPath, args, {
        maxBuffer: 2 ** 26,
        timeout: TIMEOUT_MS,
      }).catch((error: unknown) => error as { stdout: string });
      const report = await readFile(file, 'utf8').catch(() => {
        throw new Error(`The campaign did not come to its end:\n${stdout}`);
      });
      await rm(file);
      const { violations, fired, planned } = JSON.parse(report) as CampaignReport;
      expect(violations).toEqual([]);
      expect(planned).toBe(FAULTS);
      expect(fired).toBeGreaterThanOrEqual(FAULTS * 0.95);
    },
    TIMEOUT_MS,
  );
});
