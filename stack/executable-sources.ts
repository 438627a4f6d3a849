import { homedir } from 'node:os';
import { join } from 'node:path';
import { downloadTemporal } from './download-temporal.js';
import { findOnPath, isExecutable } from './find-on-path.js';
import { goInstall } from './go-install.js';
import type { ExecutableSource } from './resolve-executable.js';
import { BUILT_SERVERS, type BuiltServer, TOXIPROXY } from './versions.js';

/** Where servers are kept once built or downloaded: per user, shared by all clones, honouring `XDG_CACHE_HOME`. */
export function defaultCacheDirectory(): string {
  const base = process.env['XDG_CACHE_HOME'];
  return join(base !== undefined && base !== '' ? base : join(homedir(), '.cache'), 'sourcesense', 'bin');
}

/** A server's file in the cache; the version is in its name, so that another version never stands in for it. */
function cachedFile(cacheDirectory: string, server: BuiltServer): string {
  return join(cacheDirectory, `${server.executable}-${server.version}`);
}

/** The sources that only look; `sourcesense doctor` asks no others. */
export function localSources(server: BuiltServer, cacheDirectory: string): ExecutableSource[] {
  const cached = cachedFile(cacheDirectory, server);
  return [
    {
      name: 'the PATH',
      find: () => findOnPath(server.executable) ?? missing(`no executable named ${server.executable}`),
    },
    { name: 'the cache', find: () => (isExecutable(cached) ? cached : missing(`${cached} does not exist`)) },
  ];
}

/** All sources of Temporal, from the nearest to the slowest. */
export function temporalSources(cacheDirectory: string): ExecutableSource[] {
  const server = BUILT_SERVERS.temporal;
  return [
    ...localSources(server, cacheDirectory),
    {
      name: "the Temporal SDK's download",
      find: (step) => downloadTemporal(cachedFile(cacheDirectory, server), step),
    },
    goSource(server, cacheDirectory),
  ];
}

/** All sources of versitygw; its project publishes no download that an npm package offers. */
export function s3Sources(cacheDirectory: string): ExecutableSource[] {
  const server = BUILT_SERVERS.versitygw;
  return [...localSources(server, cacheDirectory), goSource(server, cacheDirectory)];
}

/** All sources of Toxiproxy. */
export function toxiproxySources(cacheDirectory: string): ExecutableSource[] {
  return [...localSources(TOXIPROXY, cacheDirectory), goSource(TOXIPROXY, cacheDirectory)];
}

function goSource(server: BuiltServer, cacheDirectory: string): ExecutableSource {
  return {
    name: `go install ${server.package}@${server.version}`,
    find: (step) => goInstall(server, cachedFile(cacheDirectory, server), step),
  };
}

function missing(reason: string): never {
  throw new Error(reason);
}
