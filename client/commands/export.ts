import { Command, InvalidArgumentError, Option } from 'commander';
import type { Kind } from '../../contracts/kinds/index.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { type CommonOptions, openSession, type Session, withCommonOptions } from '../session.js';

interface ExportOptions extends CommonOptions {
  readonly output?: string;
}

interface DdlOptions extends ExportOptions {
  readonly owner: boolean;
  readonly privileges: boolean;
}

interface JsonOptions extends ExportOptions {
  readonly format: 'ndjson' | 'document';
  readonly kind?: readonly string[];
  readonly all: boolean;
}

/** `sourcesense export`: a run's objects in another form, from the catalog alone. */
export function exportCommand(): Command {
  return new Command('export')
    .description("write a run's objects as SQL or JSON, from the catalog alone")
    .addCommand(exportDdlCommand())
    .addCommand(exportJsonCommand())
    .addCommand(exportCommentsCommand());
}

const RUN = ['<run>', 'id of the run'] as const;
const OUTPUT = ['--output <file>', 'file to write instead of standard output', fileName] as const;

function exportDdlCommand(): Command {
  return withCommonOptions(new Command('ddl'))
    .description('write the SQL that makes the schema again, in dependency order')
    .argument(...RUN)
    .option(...OUTPUT)
    .option('--no-owner', 'leave objects to the role that runs the script')
    .option('--no-privileges', 'leave out GRANT and REVOKE')
    .action(async (runId: string, { output, owner, privileges, ...options }: DdlOptions) => {
      await using session = await openSession(options);
      const { publishedRun } = await import('../export/published-run.js');
      const { ddlScript } = await import('../export/ddl.js');
      const run = await publishedRun(await session.catalog(), runId);
      const script = ddlScript(await session.catalog(), run, { owner, privileges });
      await deliver(session, run, script, output);
    });
}

function exportJsonCommand(): Command {
  return withCommonOptions(new Command('json'))
    .description('write every object as canonical JSON: the same bytes for the same source')
    .argument(...RUN)
    .option(...OUTPUT)
    .addOption(
      new Option('--format <format>', 'an object a line, or one document')
        .choices(['ndjson', 'document'])
        .default('ndjson'),
    )
    .option('--kind <kind...>', 'only objects of these kinds, such as table column')
    .option('--all', 'also what differs between runs of one source: run id, oids, statistics', false)
    .action(async (runId: string, { output, format, kind, all, ...options }: JsonOptions) => {
      await using session = await openSession(options);
      const { publishedRun } = await import('../export/published-run.js');
      const { exportedKinds, jsonDocument, jsonLinesOf } = await import('../export/json.js');
      const selection = { kinds: exportedKinds(await knownKinds(kind), all), all };
      const run = await publishedRun(await session.catalog(), runId);
      const write = format === 'document' ? jsonDocument : jsonLinesOf;
      await deliver(session, run, write(await session.catalog(), run, selection), output);
    });
}

function exportCommentsCommand(): Command {
  return withCommonOptions(new Command('comments'))
    .description('write the descriptions that people gave to objects as a script of COMMENT ON')
    .argument('<source>', 'name of the connection')
    .option(...OUTPUT)
    .action(async (source: string, { output, ...options }: ExportOptions) => {
      await using session = await openSession(options);
      const { publishedRun } = await import('../export/published-run.js');
      const { commentScript, commentScriptText } = await import('../export/comments.js');
      const { openReading } = await import('../open-reading.js');
      const { runId } = await (await openReading(session, source)).countObjects({ source });
      const catalog = await session.catalog();
      const run = await publishedRun(catalog, runId);
      const script = await commentScript(catalog, run, await catalog.annotations.listAnnotations(source));
      await deliver(session, { runId, missing: 0 }, commentScriptText(script, runId), output);
      if (script.leftOut.length > 0) {
        session.terminal.note(`Not in the script, since no COMMENT ON fits: ${script.leftOut.join(', ')}.`);
      }
    });
}

/** Writes the export, and says so where standard output is not taken by it. */
async function deliver(
  { terminal }: Session,
  { runId, missing }: { readonly runId: string; readonly missing: number },
  text: AsyncIterable<string>,
  output: string | undefined,
): Promise<void> {
  const { writeTo } = await import('../export/destination.js');
  await writeTo(output, text);
  if (output !== undefined) {
    terminal.object({ runId, output, missing });
    terminal.line(`Written to ${output}.`);
  }
  if (missing > 0) {
    terminal.note(
      `${missing} objects could not be read and are missing; \`sourcesense results ${runId}\` names them.`,
    );
  }
}

async function knownKinds(names: readonly string[] | undefined): Promise<readonly Kind[] | undefined> {
  const { ALL_KINDS } = await import('../../contracts/kinds/index.js');
  return names?.map((name) => {
    const kind = ALL_KINDS.find((known) => known === name);
    if (kind !== undefined) return kind;
    throw new SourceSenseError('invalid_input', `There is no kind of object called ${name}.`, {
      remedy: `Name some of ${ALL_KINDS.join(', ')}.`,
    });
  });
}

function fileName(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('It must be the name of a file.');
}
