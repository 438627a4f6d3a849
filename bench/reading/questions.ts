import type { CatalogProvider } from '../../catalog/provider.js';
import type { AttributeFilter } from '../../catalog/reading/read-model.js';
import type { Kind } from '../../contracts/kinds/index.js';
import { attributeFilters, someFilters } from './asked-filters.js';
import { commentsAndDefinitions, namesInPart, names } from './asked-texts.js';
import { pick, SUBJECTS } from './made-rows.js';

/** One question to a catalog. */
export interface Question {
  /** The question in words. */
  readonly what: string;
  readonly ask: () => Promise<unknown>;
}

const QUESTIONS = 120;
const LISTED_KINDS: readonly Kind[] = ['column', 'table', 'index', 'foreign_key', 'view'];
const SHOWN_KINDS: readonly Kind[] = ['table', 'column', 'view', 'schema', 'index', 'foreign_key'];

const numbers = Array.from({ length: QUESTIONS }, (_, at) => at);

/** A page's start all over the names: after a name that there need not be. */
function cursorAt(kind: Kind, at: number): string {
  const key = `${pick(SUBJECTS, at * 7)}_${at % 40}.${pick(SUBJECTS, at * 3)}`;
  const position = [kind, key, '00000000-0000-0000-0000-000000000000'];
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** The questions by class: each has 100 or more, no two the same. */
export async function readingQuestions(
  { reading }: CatalogProvider,
  source: string,
): Promise<Readonly<Record<string, readonly Question[]>>> {
  const page = (kind: Kind, at: number, limit: number): Question => ({
    what: `${limit} ${kind} objects after page ${at}`,
    ask: () => reading.listObjects({ source, kind, limit, after: cursorAt(kind, at) }),
  });
  const filtered = (filters: readonly AttributeFilter[]): Question => ({
    what: JSON.stringify(filters),
    ask: () => reading.listObjects({ source, kind: 'column', filters }),
  });
  const searched = (text: string, kinds?: readonly Kind[]): Question => ({
    what: `"${text}" ${kinds?.join(', ') ?? ''}`,
    ask: () => reading.search({ text, ...(kinds && { kinds }) }),
  });
  const ofKinds = await Promise.all(
    SHOWN_KINDS.map((kind) => reading.listObjects({ source, kind, limit: 20, after: cursorAt(kind, 7) })),
  );
  const [, columns] = ofKinds;
  const shown = ofKinds.flatMap(({ kind, objects }) => objects.map(({ name }) => ({ kind, name })));
  return {
    'pages of 50, from anywhere': numbers.map((at) => page(pick(LISTED_KINDS, at), at, 50)),
    'filters on each attribute of columns': attributeFilters(columns?.objects ?? []).map(filtered),
    'filters, one to three together': numbers.map((at) => filtered(someFilters(at))),
    'search of names': numbers.map((at) => searched(names(at))),
    'search of names by 1 to 3 letters, mistyped, in part, in vain': numbers.map((at) => {
      const [text, kinds] = namesInPart(at);
      return searched(text, kinds);
    }),
    'search of comments and definitions': numbers.map((at) => searched(commentsAndDefinitions(at))),
    'an object with everything about it': shown.map(({ kind, name }) => ({
      what: `${kind} ${name}`,
      ask: () => reading.getObject({ source }, name, kind),
    })),
  };
}
