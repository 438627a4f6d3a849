import { Command, Option } from 'commander';
import { SourceSenseError } from '../../contracts/failure.js';
import type { VerificationScope } from '../artifacts/verify.js';
import { EXIT_CODES } from '../exit-codes.js';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

interface VerifyOptions extends CommonOptions {
  readonly run?: string;
  readonly key?: string;
  readonly all?: true;
}

/** `sourcesense artifacts`: the Parquet files that runs have left, and the registry of them. */
export function artifactsCommand(): Command {
  return new Command('artifacts')
    .description('verify, count and clean up the Parquet files of runs')
    .addCommand(verifyCommand())
    .addCommand(duplicatesCommand())
    .addCommand(statsCommand())
    .addCommand(gcCommand())
    .addCommand(linkCommand());
}

function verifyCommand(): Command {
  return withCommonOptions(new Command('verify'))
    .description('hash what is stored of artifacts and compare it with what is registered')
    .addOption(new Option('--run <run>', 'those of a run').conflicts(['key', 'all']))
    .addOption(new Option('--key <key>', 'one').conflicts(['run', 'all']))
    .addOption(new Option('--all', 'everything that is registered').conflicts(['run', 'key']))
    .action(async (options: VerifyOptions) => {
      const scope = scopeOf(options);
      await using session = await openSession(options);
      const { openStore } = await import('../artifacts/open-store.js');
      const { verifyArtifacts } = await import('../artifacts/verify.js');
      const { artifactDisplay } = await import('../render/artifact-progress.js');
      const { renderFinding, renderVerification } = await import('../render/artifacts.js');
      endOnInterrupt();
      const { terminal } = session;
      await using store = await openStore(session);
      using display = artifactDisplay(terminal);
      const summary = await verifyArtifacts(await session.catalog(), store, scope, {
        progress: display.show,
        finding: (verification) => {
          display.hide();
          terminal.object({ event: 'finding', ...verification });
          terminal.line(renderFinding(verification));
        },
      });
      display.hide();
      terminal.object({ event: 'finished', ...summary });
      terminal.line(renderVerification(summary));
      if (summary.verified < summary.artifacts) process.exitCode = EXIT_CODES.findings;
    });
}

function scopeOf({ run, key, all }: VerifyOptions): VerificationScope {
  if (run !== undefined) return { runId: run };
  if (key !== undefined) return { key };
  if (all !== undefined) return { all };
  throw new SourceSenseError('invalid_input', 'It is not said which artifacts to verify.', {
    remedy: 'Add --run <run>, --key <key> or --all.',
  });
}

function duplicatesCommand(): Command {
  return withCommonOptions(new Command('duplicates'))
    .description('list contents that are stored more than once, as the registry knows them')
    .action(async (options: CommonOptions) => {
      await using session = await openSession(options);
      const { renderDuplicates } = await import('../render/artifacts.js');
      const duplicates = await (await session.catalog()).findDuplicates();
      session.terminal.object({ duplicates });
      session.terminal.line(renderDuplicates(duplicates));
    });
}

function statsCommand(): Command {
  return withCommonOptions(new Command('stats'))
    .description('count artifacts, their bytes and their distinct contents, as the registry knows them')
    .action(async (options: CommonOptions) => {
      await using session = await openSession(options);
      const { registryStatistics } = await import('../artifacts/statistics.js');
      const { renderStatistics } = await import('../render/artifacts.js');
      const { storePlace } = await import('../artifacts/open-store.js');
      const statistics = await registryStatistics(await session.catalog(), storePlace(session.config));
      session.terminal.object(statistics);
      session.terminal.line(renderStatistics(statistics));
    });
}

interface GcOptions extends CommonOptions {
  readonly delete: boolean;
  readonly olderThan: string;
  readonly unknownRuns: boolean;
}

function gcCommand(): Command {
  return withCommonOptions(new Command('gc'))
    .description(
      'find stored artifacts that no record names and no running run needs, and delete them if told to',
    )
    .option('--delete', 'delete what is found; without it nothing is changed', false)
    .option('--older-than <age>', 'leave alone what was stored within this time, such as 6h or 7d', '1d')
    .option(
      '--unknown-runs',
      'also of runs that this catalog does not know: never where others use the store',
      false,
    )
    .action(async ({ delete: deletes, olderThan, unknownRuns, ...options }: GcOptions) => {
      const { parseDuration } = await import('../duration.js');
      const storedBefore = new Date(Date.now() - parseDuration(olderThan));
      await using session = await openSession(options);
      const { openStore } = await import('../artifacts/open-store.js');
      const { collectGarbage } = await import('../artifacts/collect-garbage.js');
      const { artifactDisplay } = await import('../render/artifact-progress.js');
      const { renderGarbage, renderRunGarbage } = await import('../render/artifact-garbage.js');
      endOnInterrupt();
      const { terminal } = session;
      await using store = await openStore(session);
      using display = artifactDisplay(terminal);
      const request = { storedBefore, unknownRuns, delete: deletes };
      const summary = await collectGarbage(await session.catalog(), store, request, {
        progress: (looked) => {
          display.show({ ...looked, artifactsTotal: null });
        },
        found: (garbage) => {
          display.hide();
          terminal.object({ event: 'garbage', ...garbage });
          terminal.line(renderRunGarbage(garbage));
        },
      });
      display.hide();
      terminal.object({ event: 'finished', ...summary });
      terminal.line(renderGarbage(summary));
    });
}

interface LinkOptions extends CommonOptions {
  readonly expires: string;
}

function linkCommand(): Command {
  return withCommonOptions(new Command('link'))
    .description('print a link by which an artifact can be fetched without credentials')
    .argument('<key>', 'key of the artifact, as `results` lists it')
    .option('--expires <duration>', 'how long it is good, such as 30m or 7d', '1h')
    .action(async (key: string, { expires, ...options }: LinkOptions) => {
      const { parseDuration } = await import('../duration.js');
      const expiresInMs = parseDuration(expires);
      await using session = await openSession(options);
      const { openStore } = await import('../artifacts/open-store.js');
      await using store = await openStore(session);
      if ((await store.head(key)) === null) {
        throw new SourceSenseError('invalid_input', `No artifact is stored under the key ${key}.`, {
          remedy: '`sourcesense results <run>` lists those of a run.',
        });
      }
      const link = await store.link(key, expiresInMs);
      session.terminal.object({ key, ...link });
      session.terminal.line(link.url);
    });
}

/** Ctrl-C ends these commands at any time: what they have not done yet is as it was. */
function endOnInterrupt(): void {
  process.once('SIGINT', () => process.exit(EXIT_CODES.interrupted));
}
