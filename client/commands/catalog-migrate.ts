import { Command } from 'commander';
import type { SourceSenseConfig } from '../../config/schema.js';
import type { MigrationSummary } from '../catalog/migrate.js';
import type { OpenPlace } from '../catalog/open-place.js';
import { EXIT_CODES } from '../exit-codes.js';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';
import type { Terminal } from '../terminal.js';

interface MigrateOptions extends CommonOptions {
  readonly to: string;
  readonly dryRun: boolean;
}

/** `sourcesense catalog migrate`: the catalog and its artifacts, into what another configuration names. */
export function migrateCommand(): Command {
  return withCommonOptions(new Command('migrate'))
    .description(
      'copy runs, artifacts and stored connections into the catalog and store of another configuration',
    )
    .requiredOption('--to <file>', 'the YAML file that will be the configuration there')
    .option('--dry-run', 'say what would be copied, and change nothing', false)
    .action(async (options: MigrateOptions) => {
      await using session = await openSession(options);
      const { loadConfig } = await import('../../config/load.js');
      const { openPlace, refuseSameCatalog } = await import('../catalog/open-place.js');
      const { foretellMigration } = await import('../catalog/migrate.js');
      const { renderLostArtifact, renderMigration } = await import('../render/migration.js');
      const { terminal, config } = session;
      const { config: destination } = loadConfig({ file: options.to });
      refuseSameCatalog(config, destination, options.to);
      // What is committed stays, and the next call goes on.
      process.once('SIGINT', () => process.exit(EXIT_CODES.interrupted));
      await using from = await openPlace(config);
      await using to = await openPlace(destination);
      const summary = options.dryRun
        ? await foretellMigration(from.catalog, to.catalog)
        : await migrateShown(from, to, terminal);
      for (const artifact of summary.lost) terminal.line(renderLostArtifact(artifact));
      terminal.object({ event: 'finished', ...summary });
      terminal.line(renderMigration(summary));
      if (summary.connections > 0) remindOfKey(config, destination, options.to, terminal);
      if (summary.lost.length > 0) process.exitCode = EXIT_CODES.findings;
    });
}

async function migrateShown(from: OpenPlace, to: OpenPlace, terminal: Terminal): Promise<MigrationSummary> {
  const { migrate } = await import('../catalog/migrate.js');
  const { artifactDisplay } = await import('../render/artifact-progress.js');
  await to.store.check();
  using display = artifactDisplay(terminal);
  const summary = await migrate(from, to, {
    artifacts: (done, total) => {
      display.show({ ...done, artifactsTotal: total.artifacts });
    },
    run: (runId, done, total) => {
      display.hide();
      terminal.object({ event: 'run', runId, runs: done, runsTotal: total });
      terminal.line(`run ${done + 1} of ${total}: ${runId}`);
    },
  });
  display.hide();
  return summary;
}

/** Stored passwords are copied as they are, under the key that this configuration names. */
function remindOfKey(from: SourceSenseConfig, to: SourceSenseConfig, file: string, terminal: Terminal): void {
  if (JSON.stringify(from.secrets) === JSON.stringify(to.secrets)) return;
  const place = from.secrets.key === undefined ? `in ${from.secrets.key_file ?? ''}` : 'of secrets.key here';
  terminal.note(`Stored passwords stay encrypted with the key ${place}: ${file} must lead to the same key.`);
}
