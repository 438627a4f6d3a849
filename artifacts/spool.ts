import { createHash } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { messageOf, SourceSenseError } from '../contracts/failure.js';
import { abortable } from './abortable.js';
import type { RandomAccess } from './parquet/codec.js';

/** Content above this many bytes is spooled to a file; below it, a file would cost more than it saves. */
export const SPOOL_MEMORY_BYTES = 8 * 1024 * 1024;
const READ_CHUNK_BYTES = 1 << 20;

/** Content that was read to its end, with what is known only then; disposing of it removes its file. */
export interface Spool extends RandomAccess, AsyncDisposable {
  /** Lowercase hexadecimal. */
  readonly sha256: string;
  /** Bytes `start` to `end` (exclusive), all of them unless given, anew at each call: not streamed when in memory. */
  content(start?: number, end?: number): Uint8Array | Readable;
}

/**
 * Reads content to its end, hashing it, into memory or into a temporary file that nobody else can see. Throws what the
 * content throws, the signal's reason, or `store_unavailable` when the temporary file can't be written.
 */
export async function spool(content: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<Spool> {
  const hash = createHash('sha256');
  let inMemory: Uint8Array[] = [];
  let sizeBytes = 0;
  let file: FileHandle | undefined;
  try {
    for await (const chunk of abortable(content, signal)) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      inMemory.push(chunk);
      if (file === undefined && sizeBytes <= SPOOL_MEMORY_BYTES) continue;
      file ??= await openUnlinked();
      await append(file, inMemory);
      inMemory = [];
    }
  } catch (error) {
    await file?.close();
    throw error;
  }
  const sha256 = hash.digest('hex');
  return file === undefined
    ? memorySpool(Buffer.concat(inMemory), sha256)
    : fileSpool(file, sizeBytes, sha256);
}

function memorySpool(bytes: Buffer, sha256: string): Spool {
  return {
    sizeBytes: bytes.length,
    sha256,
    content: (start, end) => bytes.subarray(start, end),
    read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function fileSpool(file: FileHandle, sizeBytes: number, sha256: string): Spool {
  return {
    sizeBytes,
    sha256,
    content: (start = 0, end = sizeBytes) => Readable.from(chunksOf(file, start, end), { objectMode: false }),
    read: (start, end) => readRange(file, start, end),
    [Symbol.asyncDispose]: () => file.close(),
  };
}

/** The file stays open: a stream that the file itself makes closes it when it is destroyed, whatever it was told. */
async function* chunksOf(
  file: FileHandle,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let offset = start; offset < end; offset += READ_CHUNK_BYTES) {
    yield await readRange(file, offset, Math.min(offset + READ_CHUNK_BYTES, end));
  }
}

/** Bytes `start` to `end` (exclusive) of an open file, fewer at its end. Throws `store_unavailable`. */
export async function readRange(file: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(Math.max(end - start, 0));
  try {
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    return bytes.subarray(0, bytesRead);
  } catch (error) {
    throw new SourceSenseError(
      'store_unavailable',
      `Reading an artifact's file failed: ${messageOf(error)}.`,
      {
        cause: error,
      },
    );
  }
}

/** A file that is gone from its folder as soon as it is open, so that not even a killed process leaves it behind. */
async function openUnlinked(): Promise<FileHandle> {
  return temporary(async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sourcesense-spool-'));
    try {
      return await open(join(directory, 'content'), 'wx+');
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
}

function append(file: FileHandle, chunks: readonly Uint8Array[]): Promise<void> {
  return temporary(async () => {
    for (const chunk of chunks) await file.appendFile(chunk);
  });
}

async function temporary<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new SourceSenseError(
      'store_unavailable',
      `Spooling an artifact failed [directory=${tmpdir()}]: ${messageOf(error)}.`,
      { cause: error, remedy: 'Make room in the temporary folder, or point TMPDIR to another one.' },
    );
  }
}
