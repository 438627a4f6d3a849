import type { ReadModel } from '../catalog/reading/read-model.js';
import type { Session } from './session.js';

/** The read model, up to date with what a source published; says so where that takes its time. */
export async function openReading(session: Session, source?: string): Promise<ReadModel> {
  const { reading } = await session.catalog();
  const waiting = setTimeout(() => {
    session.terminal.note(
      'Taking in what was published since the last time; the next command will not have to.',
    );
  }, NOTICE_AFTER_MS);
  try {
    if (source !== undefined) await reading.refresh(source);
    else await reading.refreshAll();
  } finally {
    clearTimeout(waiting);
  }
  return reading;
}

/** Longer than this, somebody wonders whether anything happens. */
const NOTICE_AFTER_MS = 400;
