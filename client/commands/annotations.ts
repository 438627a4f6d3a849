import { Command } from 'commander';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

interface AnnotationsOptions extends CommonOptions {
  readonly orphaned: boolean;
  readonly history?: string;
  readonly kind?: string;
}

/** `sourcesense annotations`: what people said of a source's objects. */
export function annotationsCommand(): Command {
  return withCommonOptions(new Command('annotations'))
    .description('list what people say of the objects of a source')
    .argument('<source>', 'name of the connection')
    .option('--orphaned', 'only of objects that are gone', false)
    .option('--history <object>', 'everything that was ever said of one object, with who and when')
    .option('--kind <kind>', 'only this kind of object')
    .action(async (source: string, { orphaned, history, kind, ...options }: AnnotationsOptions) => {
      await using session = await openSession(options);
      const { requireKind } = await import('../known-kind.js');
      const { openReading } = await import('../open-reading.js');
      const { renderAnnotations, renderRecords } = await import('../render/annotations.js');
      const ofKind = kind === undefined ? undefined : requireKind(kind);
      await openReading(session, source);
      const { annotations } = await session.catalog();
      if (history !== undefined) {
        const records = await annotations.annotationHistory(source, history, ofKind);
        session.terminal.object({ records });
        session.terminal.line(renderRecords(records));
        return;
      }
      const said = (await annotations.listAnnotations(source)).filter(
        (each) => (!orphaned || each.isOrphaned) && (ofKind === undefined || each.kind === ofKind),
      );
      session.terminal.object({ annotations: said });
      session.terminal.line(renderAnnotations(said));
    });
}
