import { Command, Option } from 'commander';
import { FAIL_ON, type FailOn } from '../../lint/rule.js';
import { EXIT_CODES } from '../exit-codes.js';
import { repeatable } from '../repeatable-option.js';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

interface LintOptions extends CommonOptions {
  readonly schema: readonly string[];
  readonly rule: readonly string[];
  readonly disable: readonly string[];
  readonly failOn?: FailOn;
}

/** `sourcesense lint`: what is questionable in the model that a run extracted. */
export function lintCommand(): Command {
  return withCommonOptions(new Command('lint'))
    .description(
      'check the model that a run extracted: keys, indexes, types, sequences, privileges, comments',
    )
    .argument('<run>', 'id of the run')
    .addOption(repeatable('--schema <name>', 'only this schema; may be repeated'))
    .addOption(repeatable('--rule <rule>', 'only this rule, by name or code; may be repeated'))
    .addOption(repeatable('--disable <rule>', 'all but this rule, by name or code; may be repeated'))
    .addOption(
      new Option('--fail-on <severity>', 'least severe finding that makes the exit code 4').choices(FAIL_ON),
    )
    .action(async (runId: string, options: LintOptions) => {
      await using session = await openSession(options);
      const { lintPublishedRun, requireRule } = await import('../lint-run.js');
      const { renderLintReport } = await import('../render/lint-report.js');
      const settings = session.config.lint;
      const { schema: schemas, rule, disable, failOn = settings.fail_on } = options;
      const report = await lintPublishedRun(await session.catalog(), runId, {
        ...{ settings, schemas, failOn },
        only: rule.map(requireRule),
        disabled: disable.map(requireRule),
      });
      session.terminal.object(report);
      session.terminal.line(renderLintReport(report, session.terminal.colors));
      if (report.failed) process.exitCode = EXIT_CODES.findings;
    });
}
