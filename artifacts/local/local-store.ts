import { open, rm, stat, unlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ArtifactStore,
  type Deletion,
  type ListedObject,
  missingObject,
  type ObjectLink,
  type PutOptions,
  staleBefore,
  type StoredObject,
} from '../store.js';
import type { LocalStoreConfig } from './config.js';
import { fileOperation, unlessMissing } from './file-operation.js';
import { listObjects } from './list-objects.js';
import { factsOf, publishObject, replaceObject, temporarySidecar, writeDurably } from './object-file.js';
import { objectPath } from './object-path.js';
import { inFolder, removeEmptyFolders, syncFolder } from './folders.js';
import { readObject } from './read-object.js';
import { prepareSidecar, removeSidecar, type Sidecar } from './sidecar.js';
import { TemporaryFiles } from './temporary-files.js';

/** Artifacts as files of a folder: a key is a path below it. */
export class LocalStore implements ArtifactStore {
  readonly name = 'local';
  readonly #root: string;
  readonly #temporaryFiles: TemporaryFiles;

  constructor(config: LocalStoreConfig) {
    this.#root = resolve(config.directory);
    this.#temporaryFiles = new TemporaryFiles(this.#root);
  }

  async put(key: string, content: AsyncIterable<Uint8Array>, options: PutOptions): Promise<StoredObject> {
    const path = objectPath(this.#root, key);
    const temporary = await fileOperation('put', path, () => this.#temporaryFiles.newPath());
    try {
      const { sha256, sizeBytes } = await writeDurably(temporary, content, options.signal);
      const metadata = options.metadata?.() ?? {};
      const sidecar = { sha256, sizeBytes, contentType: options.contentType, metadata };
      const publish = options.ifExists === 'replace' ? replaceObject : publishObject;
      const published = await fileOperation('put', path, async () => {
        await prepareSidecar(temporarySidecar(temporary), sidecar);
        const facts = await inFolder(dirname(path), () => publish(temporary, path, sidecar));
        await unlessMissing(syncFolder(dirname(path)));
        return facts;
      });
      return storedObject(key, path, published);
    } finally {
      await rm(temporary, { force: true });
      await rm(temporarySidecar(temporary), { force: true });
      this.#temporaryFiles.release(temporary);
    }
  }

  async head(key: string): Promise<StoredObject | null> {
    const path = objectPath(this.#root, key);
    return fileOperation('head', path, async () => {
      const file = await unlessMissing(stat(path));
      return file?.isFile() === true ? storedObject(key, path, await factsOf(path, file)) : null;
    });
  }

  async *get(key: string, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    const path = objectPath(this.#root, key);
    const file = await fileOperation('get', path, () => unlessMissing(open(path, 'r')));
    if (file === null) throw missingObject(this.name, pathToFileURL(path).href);
    try {
      yield* readObject(path, file, signal);
    } finally {
      await file.close();
    }
  }

  list(prefix: string): AsyncGenerator<ListedObject, void, undefined> {
    return listObjects(this.#root, prefix);
  }

  /** The sidecar goes first: alone it would pass for that of a later object of the same size. */
  async delete(key: string): Promise<Deletion> {
    const path = objectPath(this.#root, key);
    await fileOperation('delete', path, async () => {
      await removeSidecar(path);
      if ((await unlessMissing(unlink(path).then(() => true))) === null) return;
      // Gone already where somebody else deletes what is beside it.
      await unlessMissing(syncFolder(dirname(path)));
      await removeEmptyFolders(dirname(path), this.#root);
    });
    return { keptAsVersion: false };
  }

  /** The file's own URL, which is good on this machine only. */
  link(key: string): Promise<ObjectLink> {
    return Promise.resolve({ url: pathToFileURL(this.localPath(key)).href, expiresAt: null });
  }

  sweep(before: Date, { dryRun = false } = {}): Promise<number> {
    return fileOperation('sweep', this.#root, () => this.#temporaryFiles.sweep(before, dryRun));
  }

  async check(): Promise<void> {
    await fileOperation('check', this.#root, async () => {
      await this.#temporaryFiles.sweep(staleBefore(), false);
      const probe = await this.#temporaryFiles.newPath();
      try {
        await (await open(probe, 'wx')).close();
        await unlink(probe);
      } finally {
        this.#temporaryFiles.release(probe);
      }
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** The file of a key, for readers on this machine. */
  localPath(key: string): string {
    return objectPath(this.#root, key);
  }
}

function storedObject(key: string, path: string, { sha256, sizeBytes, metadata }: Sidecar): StoredObject {
  return { key, uri: pathToFileURL(path).href, sizeBytes, sha256, metadata };
}
