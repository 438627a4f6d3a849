import { type Row, schemas } from './catalog-fixture.js';

export const KILLED_SOURCE = 'killed';

/** The nth run of a source of which every run finds some schemas new, some changed and some gone. */
export function killedRun(number: number): { runId: string; rows: Row[] } {
  const names = Array.from({ length: 400 }, (_, index) => `s${String(index + number).padStart(5, '0')}`);
  const rows = schemas(...names).map((row, index) =>
    index % 3 === 0 ? { ...row, owner: `o${number}` } : row,
  );
  return { runId: `killed-${number}`, rows };
}
