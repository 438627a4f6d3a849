import type { ObjectFilter } from '../contracts/object-filter.js';
import type { LeftOutBySystem, PreviewedObject } from '../workers/preview-objects.js';
import { resolveSource } from './choose-connection.js';
import { previewLine, type PreviewTotals, renderPreviewTotals } from './render/preview.js';
import type { Session } from './session.js';

/** Lists the objects of a source as they are read, then the totals. With JSON: an object per line, the totals last. */
export async function preview(
  session: Session,
  nameOrUrl: string,
  filter: ObjectFilter,
  only: 'included' | 'excluded' | undefined,
): Promise<void> {
  const { terminal } = session;
  const connection = await resolveSource(session, nameOrUrl);
  const { previewObjects } = await import('../workers/preview-objects.js');
  const stopping = new AbortController();
  const stop = () => {
    stopping.abort();
  };
  process.once('SIGINT', stop);
  const totals: PreviewTotals[] = [];
  let included = 0;
  let excluded = 0;
  const show = (object: PreviewedObject) => {
    if (object.included) included += 1;
    else excluded += 1;
    if (only !== undefined && object.included !== (only === 'included')) return;
    terminal.object({ event: 'object', ...object });
    terminal.line(previewLine(object, terminal.colors));
  };
  const endKind = ({ kind, objects }: LeftOutBySystem) => {
    totals.push({ kind, included, excluded, system: objects });
    included = 0;
    excluded = 0;
  };
  try {
    for await (const part of previewObjects(connection, filter, stopping.signal)) {
      if (Array.isArray(part)) part.forEach(show);
      else endKind(part);
    }
  } finally {
    process.removeListener('SIGINT', stop);
  }
  terminal.object({ event: 'totals', totals });
  terminal.line(`\n${renderPreviewTotals(totals)}`);
}
