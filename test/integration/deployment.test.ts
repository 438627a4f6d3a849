import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { loadConfig } from '../../config/load.js';
import { WORKER_ENVIRONMENT } from '../../workers/worker-environment.js';

/** The parts of the Compose specification that our file uses. */
interface Service {
  readonly image: string;
  readonly build?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly restart?: string;
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
}

const compiled = fileURLToPath(new URL('../..', import.meta.url));
const root = join(compiled, '..');
const composeText = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8').replaceAll('\\\n', ' ');
const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
  engines: { node: string };
};

/** The file as Compose reads it where no variable is set: `${NAME:-default}` is its default, `$$` a dollar sign. */
const compose = parse(
  composeText.replaceAll(/\$\$|\$\{[A-Z0-9_]+:-([^}]*)\}/g, (whole, value: string) =>
    whole === '$$' ? '$' : value,
  ),
  { merge: true },
) as ComposeFile;
const services = Object.entries(compose.services);

const instructions = (keyword: string) =>
  [...dockerfile.matchAll(new RegExp(`^${keyword} (.*)$`, 'gm'))].map((match) => match[1] ?? '');

describe('docker-compose.yml', () => {
  it('pins every image that is not built here', () => {
    const images = services
      .filter(([, service]) => service.build === undefined)
      .map(([, { image }]) => image);
    expect(images.filter((image) => !/:v?\d+\.\d+(\.\d+)?$/.test(image))).toEqual([]);
    expect(compose.services['sample']?.image).toMatch(/^postgres:15\./);
  });

  it('waits only for services that it has, and for what they can tell', () => {
    for (const [, service] of services) {
      for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
        const awaited = compose.services[name];
        if (condition === 'service_healthy') expect(awaited?.healthcheck).toBeDefined();
        else expect([condition, awaited?.restart]).toEqual(['service_completed_successfully', 'no']);
      }
    }
  });

  it('declares the volumes that services use, and no others', () => {
    const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect(Object.keys(compose.volumes).sort()).toEqual([...new Set(used)].sort());
  });

  it('opens ports to this machine only', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('lets every secret be replaced', () => {
    const secrets = [
      ...composeText.matchAll(/^\s+\S*(?:PASSWORD|PWD|SECRET_KEY|SECRET_ACCESS_KEY): (.*)$/gm),
    ];
    expect(secrets.length).toBeGreaterThan(5);
    expect(
      secrets.map((match) => match[1]).filter((value) => !/^\$\{[A-Z0-9_]+:-[^}]+\}$/.test(value ?? '')),
    ).toEqual([]);
  });

  it('configures the worker with settings that exist', () => {
    const { config } = loadConfig({ environment: compose.services['worker']?.environment ?? {} });
    expect(config.temporal.address).toBe('temporal:7233');
    expect(config.artifacts).toMatchObject({
      store: 's3',
      endpoint: 'http://s3:7070',
      bucket: 'sourcesense',
    });
    expect(Object.keys(config.connections)).toEqual(['sample']);
  });

  it('addresses services by the names and ports that they have', () => {
    const hosts = services.flatMap(([, { environment = {}, command = [] }]) =>
      [...Object.values(environment), ...command].flatMap((value) => {
        const match = /^(?:\w+:\/\/)?(?:\w+@)?([a-z0-9-]+):(\d+)(?:\/\w*)?$/.exec(value);
        return match?.[1] === undefined || match[1] === 'localhost'
          ? []
          : [{ host: match[1], port: match[2] }];
      }),
    );
    expect(hosts.length).toBeGreaterThan(4);
    for (const { host, port } of hosts) {
      expect(compose.services[host]?.ports?.map((published) => published.split(':').at(-1))).toContain(port);
    }
  });

  it('runs only commands and programs that the image has', async () => {
    const own = services.filter(([, service]) => service.build !== undefined);
    expect(own.map(([name]) => name)).toEqual(['load-sample', 'worker']);
    for (const [, { entrypoint, command = [] }] of own) {
      if (entrypoint === undefined) {
        const program = join(compiled, 'client/main.js');
        await promisify(execFile)(process.execPath, [program, command[0] ?? '', '--help']);
      } else {
        expect(existsSync(join(compiled, (entrypoint[1] ?? '').replace('dist/', '')))).toBe(true);
      }
    }
  });
});

describe('the Dockerfile', () => {
  it('starts a worker with the environment that `sourcesense up` gives it', () => {
    const set = instructions('ENV').flatMap((line) => line.split(/\s+/));
    const given = Object.entries(WORKER_ENVIRONMENT).map(([name, value]) => `${name}=${value}`);
    expect(set).toEqual(expect.arrayContaining(given));
  });

  it('runs scripts that package.json has', () => {
    const scripts = instructions('RUN').flatMap((line) => /^npm run (\S+)/.exec(line)?.[1] ?? []);
    expect(scripts).toEqual(['build']);
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(scripts));
  });

  it('copies files that are there', () => {
    const files = instructions('COPY').flatMap((line) =>
      line.startsWith('--from') ? [] : line.split(' ').slice(0, -1),
    );
    expect(files).toContain('package-lock.json');
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('has a Node.js that package.json allows', () => {
    const version = /NODE_IMAGE=node:(\d+\.\d+)/.exec(dockerfile)?.[1] ?? '';
    const required = packageJson.engines.node.replace('>=', '');
    expect(version.localeCompare(required, undefined, { numeric: true })).toBeGreaterThanOrEqual(0);
  });

  it('runs the sourcesense command as a user without privileges', () => {
    expect(instructions('USER')).toEqual(['node']);
    expect(instructions('ENTRYPOINT')).toEqual(['["sourcesense"]']);
    expect(instructions('CMD')).toEqual(['["worker"]']);
  });
});
