import { createServer, type AddressInfo } from 'node:net';

/** Ports given out and maybe not yet listened on: engines that start in parallel must not get the same one. */
const givenOut = new Set<number>();

/**
 * A TCP port of the loopback address that nobody listens on. With a preferred port, that one when it is free: an
 * address that stays the same between starts can be kept in a bookmark.
 */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await bind(preferred)) !== undefined) return preferred;
  const port = await bind(0);
  if (port === undefined) throw new Error('No free TCP port on 127.0.0.1.');
  if (givenOut.has(port)) return freePort();
  givenOut.add(port);
  return port;
}

/** Listens for a moment; answers the port that was bound, or `undefined` when it is taken. */
async function bind(port: number): Promise<number | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen({ port, host: '127.0.0.1' }, () => {
      const bound = (server.address() as AddressInfo).port;
      server.close(() => {
        resolve(bound);
      });
    });
  });
}
