import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sqlForVersion } from '../../sources/load-sql.js';
import type { PostgresMajor } from '../../stack/versions.js';
import { execute } from './rebuilt.js';

const TORTURE = fileURLToPath(new URL('../../../test/torture', import.meta.url));

/** A schema with an object of every kind and every trap that we know, as far as the major version has them. */
export async function loadTorture(url: string, major: PostgresMajor): Promise<void> {
  const files = readdirSync(TORTURE).sort();
  const script = files.map((file) => readFileSync(`${TORTURE}/${file}`, 'utf8')).join('\n');
  await execute(url, sqlForVersion(script, major));
}
