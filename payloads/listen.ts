import type { Server } from 'node:http';
import { type AddressInfo, BlockList, isIP } from 'node:net';
import { messageOf, SourceSenseError } from '../contracts/failure.js';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether nobody but this machine reaches what listens there. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  const version = isIP(host);
  return version !== 0 && LOOPBACK.check(host, version === 6 ? 'ipv6' : 'ipv4');
}

/** Listens, at any free port for port 0, and says where. Throws `invalid_input` where it can't. */
export async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        new SourceSenseError('invalid_input', `Can't listen at ${host}:${port}: ${messageOf(error)}.`, {
          cause: error,
          remedy: 'Choose another --host or --port.',
        }),
      );
    });
    server.listen(port, host, resolve);
  });
  const { port: chosen } = server.address() as AddressInfo;
  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${chosen}`;
}
