import { Command } from 'commander';
import { SourceSenseError } from '../../contracts/failure.js';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

/** Beside the Temporal UI's own, 8233. */
const DEFAULT_PORT = '8234';

interface CodecServerCommandOptions extends CommonOptions {
  readonly host: string;
  readonly port: string;
}

/** `sourcesense codec-server`: decrypts payloads for the Temporal UI and the `temporal` command. */
export function codecServerCommand(): Command {
  return withCommonOptions(new Command('codec-server'))
    .description('decrypt payloads for the Temporal UI and the temporal command, until SIGINT or SIGTERM')
    .option('--host <address>', 'address to listen at; others than loopback need a token', '127.0.0.1')
    .option('--port <number>', 'port to listen at', DEFAULT_PORT)
    .action(async (options: CodecServerCommandOptions) => {
      await using session = await openSession(options);
      const { openCodecServer } = await import('../codec-server.js');
      const { config, terminal } = session;
      const server = await openCodecServer(config.temporal, options.host, portOf(options.port));
      terminal.object({ event: 'ready', url: server.url });
      terminal.line(`The codec server of the namespace ${config.temporal.namespace} is at ${server.url}.`);
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
          process.once(signal, () => {
            resolve();
          });
      });
      await server.close();
    });
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new SourceSenseError(
    'invalid_input',
    `--port must be a whole number from 0 to 65535, not "${text}".`,
  );
}
