import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { open, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { SourceSenseError } from '../../contracts/failure.js';
import { abortable } from '../abortable.js';
import type { ArtifactStore, PutOptions, StoredObject } from '../store.js';
import type { LocalStoreConfig } from './config.js';
import { codeOf, fileOperation, unlessMissing } from './file-operation.js';
import { listKeys } from './list-keys.js';
import { objectPath } from './object-path.js';
import { makeFolder, publishNew, syncFolder } from './publish.js';
import { publishSidecar, readSidecar, removeSidecar, type Sidecar } from './sidecar.js';
import { TemporaryFiles } from './temporary-files.js';

/** For so long after an object appeared its writer may still be about to put the sidecar beside it. */
const SIDECAR_GRACE_MS = 2000;
const SIDECAR_POLL_MS = 10;
const READ_CHUNK_BYTES = 256 * 1024;

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
      const publish = options.ifExists === 'replace' ? this.#replace : this.#publish;
      const published = await fileOperation('put', path, async () => {
        await makeFolder(dirname(path));
        const facts = await publish.call(this, temporary, path, sidecar);
        await syncFolder(dirname(path));
        return facts;
      });
      return storedObject(key, path, published);
    } finally {
      await rm(temporary, { force: true });
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
    const chunks = createReadStream(path, { highWaterMark: READ_CHUNK_BYTES });
    const source = abortable<Uint8Array>(chunks, signal);
    for (;;) {
      const next = await fileOperation('get', path, () => source.next().catch(this.#rethrowMissing(key)));
      if (next.done === true) return;
      yield next.value;
    }
  }

  async *list(prefix: string): AsyncGenerator<string, void, undefined> {
    yield* listKeys(this.#root, prefix);
  }

  /** The sidecar goes first: alone it would pass for that of a later object of the same size. */
  async delete(key: string): Promise<void> {
    const path = objectPath(this.#root, key);
    await fileOperation('delete', path, async () => {
      await removeSidecar(path);
      if ((await unlessMissing(unlink(path).then(() => true))) === true) await syncFolder(dirname(path));
    });
  }

  async check(): Promise<void> {
    await fileOperation('check', this.#root, async () => {
      await this.#temporaryFiles.sweep();
      const probe = await this.#temporaryFiles.newPath();
      await (await open(probe, 'wx')).close();
      await unlink(probe);
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** The file of a key, for readers on this machine. */
  localPath(key: string): string {
    return objectPath(this.#root, key);
  }
}
