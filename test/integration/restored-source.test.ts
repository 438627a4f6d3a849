import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type RunningPostgres, startPostgres } from '../../stack/postgres.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { silentReporter } from '../../stack/progress.js';
import { engines } from '../support/engines.js';
import { readContext, runSql, sourceAt } from '../support/read-source.js';

/** Which server, database and role a source says it is; a full run follows wherever one of these differs. */
async function identity({ superuserUrl }: RunningPostgres): Promise<Readonly<Record<string, string>>> {
  const source = sourceAt(superuserUrl);
  try {
    return (await source.state(readContext('identity'))).identity;
  } finally {
    await source.close();
  }
}

const different = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) =>
  Object.keys({ ...a, ...b }).filter((name) => a[name] !== b[name]);

describe.each([13, 18] as const)('PostgreSQL %i', (major) => {
  const start = (name: string) => {
    const directory = join(engines().directory, `${name}-${major}`);
    const ledger = new ProcessLedger(directory);
    return startPostgres({ major, directory, ledger, reporter: silentReporter, durable: false });
  };
  const data = (file: string) => join(engines().directory, `restored-${major}/data/${file}`);

  it('says that it is another one once it was restored or promoted, and the same after a restart', async () => {
    const original = await start('restored');
    const before = await identity(original);
    expect(Object.values(before)).not.toContain('unknown');
    await runSql(original.superuserUrl, 'CREATE TABLE t (a int)');
    await original.stop();

    const restarted = await start('restored');
    expect(different(await identity(restarted), before)).toEqual([]);
    await restarted.stop();

    // As a restore from a backup ends, or the promotion of a standby.
    writeFileSync(data('recovery.signal'), '');
    writeFileSync(data('postgresql.auto.conf'), "restore_command = 'false'\n");
    const restored = await start('restored');
    try {
      expect(different(await identity(restored), before)).toEqual(['timeline']);
    } finally {
      await restored.stop();
      rmSync(data('.'), { recursive: true });
    }

    const other = await start('other');
    try {
      expect(different(await identity(other), before)).toEqual(['system identifier']);
    } finally {
      await other.stop();
    }
  }, 60_000);
});
