import type { CatalogProvider } from '../../../catalog/provider.js';
import { messageOf, redact } from '../../../contracts/failure.js';
import type { Session } from '../../session.js';

/** The catalog, which knows runs that Temporal has forgotten; without it they are shown as unknown. */
export async function catalogIfThere(session: Session): Promise<CatalogProvider | null> {
  try {
    return await session.catalog();
  } catch (error) {
    session.terminal.note(`What became of older runs is not known: ${redact(messageOf(error))}`);
    return null;
  }
}
