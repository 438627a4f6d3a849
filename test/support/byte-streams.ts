import { createHash } from 'node:crypto';
import type { ArtifactStore } from '../../artifacts/store.js';

/** Content for `ArtifactStore.put`, a chunk each. */
export async function* bytes(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
}

/** An object's content. */
export async function bytesOf(store: ArtifactStore, key: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of store.get(key)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** An object's content as text. */
export async function contentOf(store: ArtifactStore, key: string): Promise<string> {
  return (await bytesOf(store, key)).toString('utf8');
}

/** The keys of a prefix. */
export async function keysOf(store: ArtifactStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys;
}

/** Lowercase hexadecimal. */
export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** Keys that file systems, URLs and signatures each stumble over in a way of their own. */
export const ODD_KEYS = [
  'with space/a b.bin',
  `quotes/it's "so".bin`,
  'emoji/ключ-🗝️.bin',
  'percent/100%25%2Fof.bin',
  'symbols/a+b=c&d;e,f@g!(h)[i]{j}~.bin',
  'question/#a?b=c.bin',
  'backslash/a\\b.bin',
  'control/a\tb\nc.bin',
  'dots/..a/...b../.c',
  ' spaces at the edges / x ',
  `long/${'x'.repeat(240)}`,
];
