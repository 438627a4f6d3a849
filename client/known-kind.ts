import { SourceSenseError } from '../contracts/failure.js';
import { ALL_KINDS, type Kind, kindDeclaration } from '../contracts/kinds/index.js';
import { nearestName } from '../contracts/nearest-name.js';

/** The kind of that name, singular or plural. Throws `invalid_input` with the nearest one. */
export function requireKind(name: string): Kind {
  const kind = ALL_KINDS.find((known) => known === name || kindDeclaration(known).plural === name);
  if (kind !== undefined) return kind;
  const nearest = nearestName(name, ALL_KINDS);
  throw new SourceSenseError('invalid_input', `There is no kind of object called ${name}.`, {
    remedy: nearest === null ? `Name one of ${ALL_KINDS.join(', ')}.` : `Did you mean ${nearest}?`,
  });
}
