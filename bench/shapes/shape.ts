/** What a generated database consists of. */
export interface Shape {
  /** In names of databases and connections: `tables_1000`. */
  readonly name: string;
  /** In reports: `1,000 tables`. */
  readonly title: string;
  /** Statements of what the pieces need. */
  readonly foundation: string;
  /** Pieces that the rest consists of, numbered from 1. */
  readonly pieces: number;
  /** The statements of one piece; they may refer to pieces of up to half its number. */
  pieceDdl(piece: number): string;
  /** Sessions that may make pieces at once: one where all pieces lock the same table. */
  readonly sessions: number;
  /** Ordinary tables of as many columns in all: what the time per object is compared with. */
  readonly comparableTables: number;
}
