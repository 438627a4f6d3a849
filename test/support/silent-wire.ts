import { connect } from 'node:net';
import { type Listener, listen } from './listening.js';

/**
 * A way to a server on which the first connection that sends a text falls silent for good, in both directions, once that has
 * been handed on; it is not closed. Others are not disturbed.
 */
export function silentWire(target: URL, text: string): Promise<Listener> {
  let hasFallen = false;
  return listen((client) => {
    let isSilent = false;
    const server = connect(Number(target.port), target.hostname);
    server.on('error', () => client.destroy());
    server.on('data', (chunk) => {
      if (!isSilent) client.write(chunk);
    });
    client.on('data', (chunk) => {
      if (isSilent) return;
      server.write(chunk);
      isSilent = !hasFallen && chunk.includes(text);
      hasFallen ||= isSilent;
    });
    client.on('close', () => server.destroy());
    server.on('close', () => {
      if (!isSilent) client.destroy();
    });
  });
}
