import { Command } from 'commander';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

interface ShowOptions extends CommonOptions {
  readonly kind?: string;
  readonly asOf?: string;
}

/** `sourcesense show`: everything the catalog knows of one object. */
export function showCommand(): Command {
  return withCommonOptions(new Command('show'))
    .description(
      'show all that is known of an object: attributes, columns, keys, grants, dependents, history',
    )
    .argument('<source>', 'name of the connection')
    .argument('<object>', 'qualified name, such as shop.orders or shop.orders.total')
    .option('--kind <kind>', 'kind of the object, where several have that name')
    .option('--as-of <run>', 'id of a run, or a time: the state that was published then')
    .action(async (source: string, name: string, { kind, asOf, ...options }: ShowOptions) => {
      await using session = await openSession(options);
      const { parseMoment } = await import('../where.js');
      const { requireKind } = await import('../known-kind.js');
      const { openReading } = await import('../open-reading.js');
      const { renderObject } = await import('../render/object-detail.js');
      const { detailJson } = await import('../object-json.js');
      const ofKind = kind === undefined ? undefined : requireKind(kind);
      const view = { source, ...(asOf !== undefined && { asOf: parseMoment(asOf) }) };
      const detail = await (await openReading(session, source)).getObject(view, name, ofKind);
      session.terminal.object(detailJson(detail));
      session.terminal.line(renderObject(detail, session.terminal.colors));
    });
}
