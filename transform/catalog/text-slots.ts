/** Where the texts of a column go, all of one length: the first at `start`, each further one `stride` bytes on. */
export interface TextSlots {
  readonly bytes: Buffer;
  readonly start: number;
  readonly stride: number;
}

/** Writes characters `from` to `to` (exclusive) of an ASCII text; a loop, since a call would take longer than so few. */
export function writeAscii(target: Buffer, position: number, text: string, from: number, to: number): void {
  for (let index = from; index < to; index++) target[position + index - from] = text.charCodeAt(index);
}
