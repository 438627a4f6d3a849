import { SourceSenseError } from '../contracts/failure.js';
import type { ConnectionConfig } from '../config/schema.js';
import { SOURCES } from '../sources/registry.js';
import type { Source } from '../sources/source.js';

interface OpenSource {
  /** The configuration it was made from, as text: a changed password makes a new source. */
  readonly configuration: string;
  readonly source: Source;
}

/** The sources of a worker: one per connection, so that its sessions are bounded whatever the number of activities. */
export class SourcePool implements AsyncDisposable {
  readonly #resolve: (connection: string) => Promise<ConnectionConfig>;
  readonly #open = new Map<string, OpenSource>();

  /** `resolve` finds the configuration of a connection's name, and throws `invalid_input` when there is none. */
  constructor(resolve: (connection: string) => Promise<ConnectionConfig>) {
    this.#resolve = resolve;
  }

  async get(connection: string): Promise<Source> {
    const config = await this.#resolve(connection);
    const configuration = JSON.stringify(config);
    const known = this.#open.get(connection);
    if (known?.configuration === configuration) return known.source;
    const source = openSource(config);
    this.#open.set(connection, { configuration, source });
    // Activities that still read with the old configuration end first: closing waits for their sessions.
    void known?.source.close();
    return source;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ source }) => source.close()));
  }
}

/** The source that a connection's URL names; throws `unsupported` for one that SourceSense does not read. */
export function openSource(config: ConnectionConfig): Source {
  if (/^postgres(ql)?:/.test(config.url)) return SOURCES.postgresql(config);
  throw new SourceSenseError(
    'unsupported',
    'The URL of the connection names no source that SourceSense reads.',
    {
      remedy: 'Use postgres://user:password@host:5432/database.',
    },
  );
}
