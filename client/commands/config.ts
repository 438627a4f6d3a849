import { Command } from 'commander';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

/** `sourcesense config`: what is configured, and where each setting came from. */
export function configCommand(): Command {
  return withCommonOptions(new Command('config'))
    .description('show every setting and where it came from, without secrets')
    .action(async (options: CommonOptions) => {
      await using session = await openSession(options);
      const { printedSettings } = await import('../../config/redacted.js');
      const { textTable } = await import('../render/text-table.js');
      const settings = printedSettings(session.loaded);
      session.terminal.object({ file: session.loaded.file, settings });
      session.terminal.line(
        textTable([
          ['SETTING', 'VALUE', 'FROM'],
          ...settings.map(({ key, value, origin }) => [key, String(value), origin]),
        ]),
      );
    });
}
