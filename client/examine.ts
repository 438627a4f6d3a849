import { messageOf, redact } from '../contracts/failure.js';
import { openStore, storePlace } from './artifacts/open-store.js';
import type { Session } from './session.js';

/** One thing that was looked at. */
export interface Check {
  /** Services are those the configuration names; engines are what the embedded stack would start. */
  readonly part: 'program' | 'service' | 'engine';
  readonly name: string;
  readonly ok: boolean;
  readonly version: string | null;
  /** Where it is, or what is wrong and what to do. */
  readonly detail: string;
}

/** Looks at everything SourceSense needs; changes nothing, except that an artifact store may be written to and cleared. */
export async function examine(session: Session): Promise<Check[]> {
  const [services, engines] = await Promise.all([examineServices(session), examineEngines()]);
  return [...examineProgram(session), ...services, ...engines];
}

function examineProgram({ loaded }: Session): Check[] {
  const file = loaded.file ?? 'no file; environment, running stack and defaults only';
  return [
    { part: 'program', name: 'Node.js', ok: true, version: process.versions.node, detail: process.execPath },
    { part: 'program', name: 'configuration', ok: true, version: null, detail: file },
  ];
}

function examineServices(session: Session): Promise<Check[]> {
  const { config } = session;
  return Promise.all([
    service('Temporal', config.temporal.address, async () => {
      const client = await session.temporal();
      const { serverVersion } = await client.workflowService.getSystemInfo({});
      return serverVersion;
    }),
    service('catalog', catalogPlace(config), async () => {
      const { serverVersion, migration } = await (await session.catalog()).healthCheck();
      const engine = 'file' in config.catalog ? 'SQLite' : 'PostgreSQL';
      return `${engine} ${serverVersion}, migration ${migration}`;
    }),
    service('artifact store', storePlace(config), async () => {
      await using store = await openStore(session);
      await store.check();
      return null;
    }),
  ]);
}

function catalogPlace({ catalog }: Session['config']): string {
  return 'file' in catalog ? catalog.file : redact(catalog.url);
}

async function service(name: string, place: string, version: () => Promise<string | null>): Promise<Check> {
  try {
    return { part: 'service', name, ok: true, version: await version(), detail: place };
  } catch (error) {
    return { part: 'service', name, ok: false, version: null, detail: redact(messageOf(error)) };
  }
}

async function examineEngines(): Promise<Check[]> {
  const { inspectEngines } = await import('../stack/index.js');
  const findings = await inspectEngines();
  return findings.map(({ engine, found, path, version, detail }) => ({
    part: 'engine',
    name: engine,
    ok: found,
    version: version ?? null,
    detail: path === undefined ? detail : `${path} (${detail})`,
  }));
}
