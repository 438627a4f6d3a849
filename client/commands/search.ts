import { Command } from 'commander';
import { repeatable } from '../repeatable-option.js';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';
import { wholeNumber } from './objects.js';

interface SearchOptions extends CommonOptions {
  readonly source?: string;
  readonly kind: readonly string[];
  readonly limit: number;
}

/** `sourcesense search`: objects by words of their names, comments and definitions. */
export function searchCommand(): Command {
  return withCommonOptions(new Command('search'))
    .description('find objects by words of their names, comments and definitions, best matches first')
    .argument('<text...>', "words, or parts of them: 'customer email' finds customer_email and customerEmail")
    .option('--source <name>', 'only in this source')
    .addOption(repeatable('--kind <kind>', 'only this kind of object; may be repeated'))
    .option('--limit <objects>', 'how many at most, up to 200', wholeNumber, 20)
    .action(async (words: readonly string[], { source, kind, limit, ...options }: SearchOptions) => {
      await using session = await openSession(options);
      const { requireKind } = await import('../known-kind.js');
      const { openReading } = await import('../open-reading.js');
      const { renderHits } = await import('../render/objects.js');
      const kinds = kind.map(requireKind);
      const reading = await openReading(session, source);
      const hits = await reading.search({
        ...{ text: words.join(' '), limit },
        ...(source !== undefined && { source }),
        ...(kinds.length > 0 && { kinds }),
      });
      session.terminal.object({ hits });
      session.terminal.line(renderHits(hits));
    });
}
