/**
 * Messages that may come while rows do, by their first byte: CopyOutResponse, CopyData, and at any time NoticeResponse,
 * ParameterStatus and NotificationResponse (https://www.postgresql.org/docs/current/protocol-message-formats.html).
 */
const PASSING = new Set(['H', 'd', 'N', 'S', 'A'].map((code) => code.charCodeAt(0)));
const COPY_DATA = 'd'.charCodeAt(0);

/** A byte that says what a message is, and four for the length of what follows, themselves among it. */
const HEADER_BYTES = 5;
const LENGTH_BYTES = 4;

/** Takes the rows out of the messages that a server sends during a COPY. */
export class CopyFrames {
  #isData = false;
  /** Bytes of the message's header that have come, and of its content that are to come. */
  #header = 0;
  #left = 0;

  /**
   * The content of the CopyData messages in the next bytes, wherever they were cut; it is put together in place. `rest`
   * begins with the first message that is none of a COPY's: its end, or an error.
   */
  take(chunk: Buffer): { readonly content: Buffer; readonly rest?: Buffer } {
    let end = 0;
    let at = 0;
    while (at < chunk.length) {
      if (this.#header < HEADER_BYTES) {
        const byte = chunk[at] ?? 0;
        if (this.#header === 0) {
          if (!PASSING.has(byte)) return { content: chunk.subarray(0, end), rest: chunk.subarray(at) };
          this.#isData = byte === COPY_DATA;
          this.#left = 0;
        } else {
          this.#left = this.#left * 256 + byte;
        }
        at++;
        if (++this.#header === HEADER_BYTES) this.#left -= LENGTH_BYTES;
      } else {
        const taken = Math.min(this.#left, chunk.length - at);
        if (this.#isData) {
          chunk.copyWithin(end, at, at + taken);
          end += taken;
        }
        at += taken;
        this.#left -= taken;
      }
      if (this.#header === HEADER_BYTES && this.#left === 0) this.#header = 0;
    }
    return { content: chunk.subarray(0, end) };
  }
}
