import { Command, Option } from 'commander';
import { filterOf, withFilterOptions } from '../filter-options.js';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

interface PreviewOptions extends CommonOptions {
  readonly only?: 'included' | 'excluded';
}

/** `sourcesense preview`: every object with the rule that decides about it. */
export function previewCommand(): Command {
  return withCommonOptions(withFilterOptions(new Command('preview')))
    .description(
      'list what a run would take of a source and what it would leave out, with the rule that decides',
    )
    .argument('<connection>', 'name of a connection configured here, or a postgres:// URL')
    .addOption(new Option('--only <which>', 'list only these').choices(['included', 'excluded']))
    .action(async (nameOrUrl: string, options: PreviewOptions, command: Command) => {
      const filter = await filterOf(command);
      await using session = await openSession(options);
      const { preview } = await import('../preview.js');
      await preview(session, nameOrUrl, filter, options.only);
    });
}
