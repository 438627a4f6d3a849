import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own, in memory, that can be full; disposing of it takes it away with what is on it. */
export interface SmallDisk extends AsyncDisposable {
  readonly directory: string;
  /** Takes all room that is left. */
  fill(): Promise<void>;
  /** Gives it back. */
  free(): Promise<void>;
}

const CHUNK_BYTES = 1 << 20;
const BLOCK_BYTES = 4096;

const mounted = new Set<string>();

// Before whoever removes the folders that they are in.
process.once('exit', () => {
  mounted.forEach(unmount);
});

/** Whether file systems can be mounted here, which takes Linux and its root. */
export const HAS_SMALL_DISKS = canMount();

function canMount(): boolean {
  const directory = mkdtempSync(join(tmpdir(), 'sourcesense-mount-'));
  try {
    mount(directory, 1);
    unmount(directory);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(directory);
  }
}

function mount(directory: string, sizeMb: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m,mode=0777`, 'sourcesense', directory], {
    stdio: 'ignore',
  });
  mounted.add(directory);
}

/** Also while somebody still has a file of it open. */
function unmount(directory: string): void {
  execFileSync('umount', ['--lazy', directory], { stdio: 'ignore' });
  mounted.delete(directory);
}

/** A disk of so many megabytes; where nothing can be mounted, a folder, which is never full. */
export function openSmallDisk(directory: string, sizeMb: number): SmallDisk {
  mkdirSync(directory, { recursive: true });
  if (HAS_SMALL_DISKS) mount(directory, sizeMb);
  const filler = join(directory, 'filler');
  return {
    directory,
    fill: async () => {
      await using file = await open(filler, 'a');
      await writeUntilFull(file, CHUNK_BYTES);
      await writeUntilFull(file, BLOCK_BYTES);
    },
    free: () => rm(filler, { force: true }),
    [Symbol.asyncDispose]: async () => {
      if (HAS_SMALL_DISKS) unmount(directory);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function writeUntilFull(file: FileHandle, chunkBytes: number): Promise<void> {
  const chunk = Buffer.alloc(chunkBytes);
  for (;;) {
    try {
      await file.appendFile(chunk);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
      throw error;
    }
  }
}
