import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { messageOf, SourceSenseError } from '../../contracts/failure.js';

/** Bytes of text that are handed on at once: single statements would be a system call each. */
const CHUNK_LENGTH = 64 * 1024;

/** Writes a text to a file, which appears when it is complete, or to standard output. */
export async function writeTo(file: string | undefined, text: AsyncIterable<string>): Promise<void> {
  if (file === undefined) {
    await pipeline(Readable.from(inChunks(text)), process.stdout, { end: false });
    return;
  }
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    await pipeline(Readable.from(inChunks(text)), createWriteStream(unfinished));
    await rename(unfinished, file);
  } catch (cause) {
    await rm(unfinished, { force: true });
    if (cause instanceof SourceSenseError) throw cause;
    throw new SourceSenseError('invalid_input', `Writing ${file} failed: ${messageOf(cause)}.`, {
      cause,
      remedy: 'Name a file in a folder that exists and may be written to.',
    });
  }
}

async function* inChunks(text: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const part of text) {
    chunk += part;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
