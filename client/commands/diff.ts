import { Command, Option } from 'commander';
import { FAIL_ON, type FailOn } from '../../diff/rules/rules.js';
import { EXIT_CODES } from '../exit-codes.js';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

interface DiffOptions extends CommonOptions {
  readonly format: 'text' | 'markdown';
  readonly statistics: boolean;
  readonly failOn?: FailOn;
}

const RUN = 'id of a run, or a connection: sales, sales@latest, sales@previous';

/** `sourcesense diff`: what changed from one run to another, and what that does to whoever uses the source. */
export function diffCommand(): Command {
  return withCommonOptions(new Command('diff'))
    .description('compare two runs: what was added, removed, renamed or changed, and what that breaks')
    .argument('<run>', RUN)
    .argument('[run]', 'the run it is compared with; without it, the first is compared with the one before')
    .addOption(
      new Option('--format <format>', 'as text, or as Markdown for a comment on a change')
        .choices(['text', 'markdown'])
        .default('text'),
    )
    .option('--statistics', 'compare figures too: sizes, row estimates, statistics of columns', false)
    .addOption(
      new Option('--fail-on <severity>', 'least severe change that makes the exit code 4').choices(FAIL_ON),
    )
    .action(async (first: string, second: string | undefined, options: DiffOptions) => {
      await using session = await openSession(options);
      const { diffReport } = await import('../diff-report.js');
      const { diffJson, renderDiff } = await import('../render/diff.js');
      const { diffMarkdown } = await import('../render/diff-markdown.js');
      const { format, statistics, failOn = session.config.diff.fail_on } = options;
      const runs = second === undefined ? ([first] as const) : ([first, second] as const);
      const report = await diffReport(await session.catalog(), { runs, statistics, failOn });
      const { terminal } = session;
      terminal.object(diffJson(report));
      terminal.line(format === 'markdown' ? diffMarkdown(report) : renderDiff(report, terminal.colors));
      if (report.failed) process.exitCode = EXIT_CODES.findings;
    });
}
