import { messageOf } from '../contracts/failure.js';

const ATTEMPTS = 3;

/**
 * Starts a server again when its port was taken. A free port is only free when we look; Temporal moreover picks
 * several of its own, which collided with an engine starting beside it in one of some fifty starts.
 */
export async function retryTakenPort<T>(start: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start();
    } catch (error) {
      if (attempt === ATTEMPTS || !/address already in use/i.test(messageOf(error))) throw error;
    }
  }
}
