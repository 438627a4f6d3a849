import { userInfo } from 'node:os';
import { Command, Option } from 'commander';
import {
  ANNOTATION_FIELDS,
  type AnnotationChange,
  type AnnotationField,
} from '../../catalog/annotations/annotations.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { repeatable } from '../repeatable-option.js';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

interface AnnotateOptions extends CommonOptions {
  readonly kind?: string;
  readonly description?: string;
  readonly owner?: string;
  readonly tag: readonly string[];
  readonly untag: readonly string[];
  readonly clear: readonly AnnotationField[];
  readonly file?: string;
  readonly author?: string;
}

/** `sourcesense annotate`: what people say of objects. */
export function annotateCommand(): Command {
  return withCommonOptions(new Command('annotate'))
    .description('describe, tag or give owners to objects; runs never overwrite it')
    .argument('<source>', 'name of the connection')
    .argument('[object]', 'qualified name, such as shop.orders or shop.orders.total')
    .option('--kind <kind>', 'kind of the object, where several have that name')
    .option('--description <text>', 'what it is')
    .option('--owner <name>', 'person or team that answers for it')
    .addOption(repeatable('--tag <tag>', 'a tag to add; may be repeated'))
    .addOption(repeatable('--untag <tag>', 'a tag to take away; may be repeated'))
    .addOption(
      new Option('--clear <fields...>', 'what to take away').choices(ANNOTATION_FIELDS).default([], 'none'),
    )
    .option('--file <file>', 'YAML, JSON or CSV list with object, kind, description, owner, tags, untag')
    .option('--author <name>', 'who says so; the user of this machine when not given')
    .action(async (source: string, object: string | undefined, options: AnnotateOptions) => {
      await using session = await openSession(options);
      const { openReading } = await import('../open-reading.js');
      const { renderAnnotated } = await import('../render/annotations.js');
      const changes = await changesOf(object, options);
      await openReading(session, source);
      const { annotations } = await session.catalog();
      const said = await annotations.annotate(source, changes, options.author ?? userInfo().username);
      session.terminal.object({ annotations: said });
      session.terminal.line(renderAnnotated(said));
    });
}

async function changesOf(
  object: string | undefined,
  { kind, description, owner, tag, untag, clear, file }: AnnotateOptions,
): Promise<readonly AnnotationChange[]> {
  const says = description !== undefined || owner !== undefined || [...tag, ...untag, ...clear].length > 0;
  if (file !== undefined && object === undefined && !says) {
    const { readChanges } = await import('../annotations/read-file.js');
    return readChanges(file);
  }
  if (file !== undefined || object === undefined || !says) {
    throw new SourceSenseError('invalid_input', 'There is nothing to annotate.', {
      remedy: 'Name an object with --description, --owner, --tag, --untag or --clear; or just --file.',
    });
  }
  const { requireKind } = await import('../known-kind.js');
  return [
    {
      name: object,
      ...(kind !== undefined && { kind: requireKind(kind) }),
      ...(description !== undefined
        ? { description }
        : clear.includes('description') && { description: null }),
      ...(owner !== undefined ? { owner } : clear.includes('owner') && { owner: null }),
      ...{ addTags: tag, removeTags: untag, removeAllTags: clear.includes('tag') },
    },
  ];
}
