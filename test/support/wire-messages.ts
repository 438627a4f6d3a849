/** Messages of PostgreSQL's protocol: https://www.postgresql.org/docs/current/protocol-message-formats.html */

/** Length 8 and code 80877103: may the session be encrypted? */
export const SSL_REQUEST_CODE = 80877103;
/** Length 16 and code 80877102: cancel what the session of these keys does. */
export const CANCEL_REQUEST_CODE = 80877102;

export function message(code: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(code), int32(body.length + 4), body]);
}

export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

export function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

/** A text that ends with a zero byte. */
export function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`);
}

/** What ends the start of a session: let in without a password, its keys, ready. */
export function sessionStart(processId: number): Buffer {
  return Buffer.concat([
    message('R', int32(0)),
    message('S', cString('client_encoding'), cString('UTF8')),
    message('K', int32(processId), int32(0)),
    READY,
  ]);
}

/** Ready, in no transaction. */
export const READY = message('Z', Buffer.from('I'));

/** Splits a stream into messages; `hasCode` is false for the first one of a session, which has none. */
export class MessageReader {
  #rest = Buffer.alloc(0);

  /** Adds what has arrived and returns the messages that are complete. */
  read(chunk: Buffer, hasCode: () => boolean): Buffer[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const messages: Buffer[] = [];
    for (;;) {
      const offset = hasCode() || messages.length > 0 ? 1 : 0;
      if (this.#rest.length < offset + 4) return messages;
      const length = offset + this.#rest.readInt32BE(offset);
      if (this.#rest.length < length) return messages;
      messages.push(this.#rest.subarray(0, length));
      this.#rest = this.#rest.subarray(length);
    }
  }
}
