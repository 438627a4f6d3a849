import { Command } from 'commander';
import type { RoleRequest } from '../../contracts/examination.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { EXIT_CODES } from '../exit-codes.js';
import { type CommonOptions, openSession, type Session, withCommonOptions } from '../session.js';

/** The role that `--role-script` without a name is for. */
const DEFAULT_ROLE = 'sourcesense';

interface DoctorOptions extends CommonOptions {
  /** A name, or true for the default one. */
  readonly roleScript?: string | true;
  readonly withColumnStatistics: boolean;
  readonly withAllSettings: boolean;
}

/** `sourcesense doctor`: what is there, what answers, what is missing; with a source, what its role may see. */
export function doctorCommand(): Command {
  return withCommonOptions(new Command('doctor'))
    .description(
      'check the configuration, its services and the embedded engines; or what the role of a source may see',
    )
    .argument('[connection]', 'a configured connection or a postgres:// URL, to examine as a source')
    .option('--role-script [role]', `print the SQL that makes a role for SourceSense (${DEFAULT_ROLE})`)
    .option('--with-column-statistics', 'the role sees column statistics, and so may read all rows', false)
    .option('--with-all-settings', 'the role sees the settings shown to superusers only', false)
    .action(async (connection: string | undefined, options: DoctorOptions) => {
      await using session = await openSession(options);
      const examined = connection === undefined ? examineInstallation : examineConnection;
      process.exitCode = await examined(session, options, connection ?? '');
    });
}

async function examineInstallation(session: Session, options: DoctorOptions): Promise<number> {
  if (options.roleScript !== undefined) {
    throw new SourceSenseError('invalid_input', '--role-script needs the source that the role is for.', {
      remedy: 'Write sourcesense doctor <connection or URL> --role-script.',
    });
  }
  const { examine } = await import('../examine.js');
  const { renderChecks } = await import('../render/checks.js');
  const checks = await examine(session);
  session.terminal.object({ checks });
  session.terminal.line(renderChecks(checks, session.terminal.colors));
  const failed = checks.some(({ part, ok }) => part === 'service' && !ok);
  return failed ? EXIT_CODES.failed : EXIT_CODES.completed;
}

async function examineConnection(
  session: Session,
  options: DoctorOptions,
  nameOrUrl: string,
): Promise<number> {
  const { resolveSource } = await import('../choose-connection.js');
  const { examineSource } = await import('../../workers/examine-source.js');
  const { renderExamination } = await import('../render/examination.js');
  const connection = await resolveSource(session, nameOrUrl);
  const examination = await examineSource(connection, roleRequestOf(options));
  session.terminal.object(examination);
  if (examination.roleScript !== null) {
    session.terminal.line(examination.roleScript.trimEnd());
    return EXIT_CODES.completed;
  }
  session.terminal.line(renderExamination(examination, session.terminal.colors));
  const lacks = examination.capabilities.some(({ availability }) => availability !== 'available');
  return lacks ? EXIT_CODES.completed_with_gaps : EXIT_CODES.completed;
}

function roleRequestOf(options: DoctorOptions): RoleRequest | undefined {
  const { roleScript, withColumnStatistics: columnStatistics, withAllSettings: allSettings } = options;
  if (roleScript === undefined) return undefined;
  return { role: roleScript === true ? DEFAULT_ROLE : roleScript, columnStatistics, allSettings };
}
