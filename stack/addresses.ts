import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOwner } from './folder-lock.js';

/** Ports that engines listen on, all on the loopback address. */
export interface StackPorts {
  readonly postgres?: number;
  readonly temporal?: number;
  readonly temporalUi?: number;
  readonly s3?: number;
}

/** How to reach a running stack; holds credentials. */
export interface StackAddresses {
  readonly ports: StackPorts;
  readonly postgres: { readonly superuserUrl: string };
  readonly temporal: {
    readonly address: string;
    readonly namespace: string;
    readonly uiUrl: string | undefined;
  };
  readonly s3?: {
    readonly endpoint: string;
    readonly region: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
}

/** The stack that another process runs in this data folder, or `undefined`. */
export function findRunningStack(directory: string): StackAddresses | undefined {
  return folderOwner(directory) === undefined ? undefined : lastAddresses(directory);
}

/** The addresses of the stack that runs in this folder, or that ran there last. */
export function lastAddresses(directory: string): StackAddresses | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(directory), 'utf8')) as StackAddresses;
  } catch {
    return undefined;
  }
}

export function publishAddresses(directory: string, addresses: StackAddresses): void {
  mkdirSync(directory, { recursive: true });
  const file = fileIn(directory);
  writeFileSync(`${file}.new`, `${JSON.stringify(addresses, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function fileIn(directory: string): string {
  return join(directory, 'stack.json');
}
