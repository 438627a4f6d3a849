import type { Fault } from '../../support/s3-proxy.js';
import type { Impostor } from '../../support/switched-wire.js';

/** How a connection is given its password. */
export type Form = 'in the URL' | 'in the query' | 'as a setting' | 'in the environment';

/** What belongs to one run: a database, a role that reads it, the way there. */
export interface RunSite {
  readonly connection: string;
  readonly role: string;
  readonly database: string;
  /** Runs statements as the superuser, in that database. */
  readonly sql: (statements: string) => Promise<void>;
  /** The same in another database; sessions of the role end. */
  readonly strikeRole: (statement: string) => Promise<void>;
  readonly become: (impostor: Impostor) => void;
  /** From now on, requests for the run's artifacts get this answer. */
  readonly failStore: (fault: Fault) => void;
}

/** The catalog that all runs share, and what can happen to it. */
export interface CatalogSite {
  readonly role: string;
  readonly database: string;
  /** Runs statements as the superuser elsewhere and ends the role's sessions. */
  readonly sql: (statements: string) => Promise<void>;
  readonly become: (impostor: Impostor | null) => void;
}

/** A command line and what it finds. */
export interface CommandPath {
  readonly strikes: 'a command';
  readonly cause: string;
  readonly says: RegExp;
  readonly command: (places: Places) => {
    readonly args: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
    /** Content of the file that is given as `--config`. */
    readonly yaml?: string;
  };
}

/** A run that fails, or an attempt of whose steps does. */
export interface RunPath {
  readonly strikes: 'the first contact' | 'in the middle';
  readonly cause: string;
  readonly says: RegExp;
  readonly form: Form;
  readonly url?: (url: URL, places: Places) => void;
  readonly strike?: (site: RunSite) => unknown;
}

/** What strikes the catalog while a run is in the middle; mended afterwards. */
export interface CatalogPath {
  readonly strikes: 'the catalog';
  readonly cause: string;
  readonly says: RegExp;
  readonly strike: (catalog: CatalogSite) => unknown;
  readonly mend: (catalog: CatalogSite) => unknown;
}

export type ErrorPath = CommandPath | RunPath | CatalogPath;

/** What command lines and URLs refer to. */
export interface Places {
  /** A server that quotes the password it was sent, in every form. */
  readonly quotingUrl: (password: string) => string;
  /** The source's server, for a role that is not there. */
  readonly sourceUrl: (password: string) => string;
  /** The catalog's database, for a role that is not there. */
  readonly catalogUrl: (password: string) => string;
  /** An S3 server that refuses with an answer that quotes the request. */
  readonly quotingStore: Readonly<Record<string, string>>;
  /** The same, by credentials of the AWS SDK's environment, of a session. */
  readonly quotingStoreOfSession: Readonly<Record<string, string>>;
  /** A file that holds a secret where a key in PEM is expected. */
  readonly keyFile: string;
  /** `host:port` where nobody listens, and where something does. */
  readonly closedPort: string;
  readonly takenPort: string;
}

type Said = readonly [cause: string, says: RegExp];

export const onCommand = (...[cause, says, command]: [...Said, CommandPath['command']]): CommandPath => ({
  strikes: 'a command',
  cause,
  says,
  command,
});

export const onContact = (...[cause, says, form, url]: [...Said, Form, RunPath['url']?]): RunPath => ({
  strikes: 'the first contact',
  cause,
  says,
  form,
  ...(url !== undefined && { url }),
});

export const inTheMiddle = (
  ...[cause, says, form, strike]: [...Said, Form, NonNullable<RunPath['strike']>]
): RunPath => ({ strikes: 'in the middle', cause, says, form, strike });

export const onCatalog = (
  ...[cause, says, strike, mend]: [...Said, CatalogPath['strike'], CatalogPath['mend']]
): CatalogPath => ({ strikes: 'the catalog', cause, says, strike, mend });
