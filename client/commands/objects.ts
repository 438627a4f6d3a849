import { Command, InvalidArgumentError } from 'commander';
import { repeatable } from '../repeatable-option.js';
import { type CommonOptions, openSession, type Session, withCommonOptions } from '../session.js';

interface ObjectsOptions extends CommonOptions {
  readonly kind?: string;
  readonly where: readonly string[];
  readonly asOf?: string;
  readonly limit: number;
  readonly after?: string;
  readonly columns?: string;
}

/** `sourcesense objects`: what the catalog holds of a source, page by page. */
export function objectsCommand(): Command {
  return withCommonOptions(new Command('objects'))
    .description(
      "list a source's objects of one kind, filtered by any attribute; without a kind, how many there are",
    )
    .argument('<source>', 'name of the connection')
    .option('--kind <kind>', 'kind of object, such as table or column')
    .addOption(
      repeatable(
        '--where <condition>',
        "such as 'data_type=uuid' or 'comment is null'; may be repeated, all must hold",
      ),
    )
    .option('--as-of <run>', 'id of a run, or a time: the state that was published then')
    .option('--limit <objects>', 'objects of a page, up to 1000', wholeNumber, 50)
    .option('--after <cursor>', 'the page after the one that ended with this cursor')
    .option('--columns <names>', 'attributes to show, separated by commas')
    .action(async (source: string, { kind, ...options }: ObjectsOptions) => {
      await using session = await openSession(options);
      if (kind === undefined) await countObjects(session, source, options);
      else await listObjects(session, source, kind, options);
    });
}

async function countObjects(session: Session, source: string, { asOf }: ObjectsOptions): Promise<void> {
  const { parseMoment } = await import('../where.js');
  const { renderCounts } = await import('../render/objects.js');
  const { openReading } = await import('../open-reading.js');
  const reading = await openReading(session, source);
  const counts = await reading.countObjects({
    source,
    ...(asOf !== undefined && { asOf: parseMoment(asOf) }),
  });
  session.terminal.object(counts);
  session.terminal.line(renderCounts(counts));
}

async function listObjects(
  session: Session,
  source: string,
  kindName: string,
  { where, asOf, limit, after, columns }: ObjectsOptions,
): Promise<void> {
  const { parseCondition, parseMoment } = await import('../where.js');
  const { requireKind } = await import('../known-kind.js');
  const { chosenColumns, renderPage } = await import('../render/objects.js');
  const { objectJson } = await import('../object-json.js');
  const kind = requireKind(kindName);
  const shown = chosenColumns(kind, columns);
  const { openReading } = await import('../open-reading.js');
  const reading = await openReading(session, source);
  const page = await reading.listObjects({
    ...{ source, kind, limit, filters: where.map(parseCondition) },
    ...(asOf !== undefined && { asOf: parseMoment(asOf) }),
    ...(after !== undefined && { after }),
  });
  session.terminal.object({ ...page, objects: page.objects.map(objectJson) });
  session.terminal.line(renderPage(page, shown));
}

/** A count on the command line. */
export function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number above 0.');
}
