import { Command, InvalidArgumentError, Option } from 'commander';
import type { ProviderName } from '../../catalog/provider.js';
import { tableCount } from '../options.js';

/** Providers that are measured: what the third, `cloud`, reads by is the same as `enterprise`. */
const MEASURED_PROVIDERS = ['enterprise', 'development'] as const satisfies readonly ProviderName[];

export type MeasuredProvider = (typeof MEASURED_PROVIDERS)[number];

/** What the bench of reading measures. */
export interface ReadingOptions {
  readonly providers: readonly MeasuredProvider[];
  /** Tables of 20 columns each. */
  readonly tables: number;
  /** Where catalogs are kept for the next time; a folder that is removed at the end when not given. */
  readonly directory: string | undefined;
}

/**
 * Reads the command line: Commander prints help and ends the process with 0, or says what is wrong and ends it with 1.
 * With `throwing` it throws `CommanderError` instead and prints nothing.
 */
export function readReadingOptions(args: readonly string[], throwing = false): ReadingOptions {
  const command = new Command('bench:reading')
    .usage('[options]')
    .description(
      'Measures lists, filters, searches and single objects on made catalogs, whose engines it starts itself.',
    )
    .option('--tables <count>', 'tables of 20 columns', tableCount, 10_000)
    .addOption(
      new Option('--providers <names>', 'catalogs to measure')
        .argParser(providers)
        .default(MEASURED_PROVIDERS, MEASURED_PROVIDERS.join(',')),
    )
    .option('--directory <folder>', 'keep the catalogs there, and use what is there already')
    .addHelpText('after', '\n  npm run bench:reading -- --tables 50000 --providers development');
  if (throwing)
    command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  const { directory, ...given } = command.parse(args, { from: 'user' }).opts<ReadingOptions>();
  return { ...given, directory };
}

function providers(text: string): MeasuredProvider[] {
  return text.split(',').map((name) => {
    const known = MEASURED_PROVIDERS.find((provider) => provider === name);
    if (known !== undefined) return known;
    throw new InvalidArgumentError(
      `"${name}" is no provider to measure; there are ${MEASURED_PROVIDERS.join(', ')}.`,
    );
  });
}
