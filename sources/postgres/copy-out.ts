import type { Duplex } from 'node:stream';
import type pg from 'pg';
import { CopyFrames } from './copy-frames.js';

/** Chunks that may wait to be taken before the server is let wait: of at most 64 kB each. */
const WAITING_CHUNKS = 4;

/**
 * A COPY ... TO STDOUT for `client.query`, to be iterated over for what it sends, in chunks of any size. While it runs it
 * reads the session's stream in the place of pg's parser, which makes an object and an event of every row.
 */
export class CopyOut implements pg.Submittable, AsyncIterable<Buffer> {
  readonly #statement: string;
  readonly #frames = new CopyFrames();
  readonly #received: Buffer[] = [];
  #stream: Duplex | undefined;
  #isOver = false;
  #error: Error | undefined;
  #wake: () => void = () => undefined;

  constructor(statement: string) {
    this.#statement = statement;
  }

  submit(connection: pg.Connection): void {
    const { stream } = connection;
    this.#stream = stream;
    const [parse] = stream.listeners('data') as [(chunk: Buffer) => void];
    const take = (chunk: Buffer) => {
      const { content, rest } = this.#frames.take(chunk);
      if (content.length > 0) this.#received.push(content);
      if (rest !== undefined) {
        stream.off('data', take);
        stream.on('data', parse);
        parse(rest);
      } else if (this.#received.length >= WAITING_CHUNKS) {
        stream.pause();
      }
      this.#wake();
    };
    stream.off('data', parse);
    stream.on('data', take);
    connection.query(this.#statement);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    for (;;) {
      const chunk = this.#received.shift();
      if (chunk !== undefined) {
        if (this.#received.length === 0) this.#stream?.resume();
        yield chunk;
      } else if (this.#error !== undefined) {
        throw this.#error;
      } else if (this.#isOver) {
        return;
      } else {
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    }
  }

  /** pg says that the statement failed, or the session broke. */
  handleError(error: Error): void {
    this.#error = error;
    this.#wake();
  }

  /** pg says that the statement is done. */
  handleCommandComplete(): void {
    // The session is not ready for another one yet.
  }

  /** pg says that the session takes another statement. */
  handleReadyForQuery(): void {
    this.#isOver = true;
    this.#wake();
  }
}
