import { Command } from 'commander';
import { EXIT_CODES } from '../exit-codes.js';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

/** `sourcesense doctor`: what is there, what answers, what is missing. */
export function doctorCommand(): Command {
  return withCommonOptions(new Command('doctor'))
    .description('check the configuration, the services it names and the engines of the embedded stack')
    .action(async (options: CommonOptions) => {
      await using session = await openSession(options);
      const { examine } = await import('../examine.js');
      const { renderChecks } = await import('../render/checks.js');
      const checks = await examine(session);
      session.terminal.object({ checks });
      session.terminal.line(renderChecks(checks, session.terminal.colors));
      const failed = checks.some(({ part, ok }) => part === 'service' && !ok);
      process.exitCode = failed ? EXIT_CODES.failed : EXIT_CODES.completed;
    });
}
