import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadConfig, type LoadedConfig } from '../../config/load.js';
import { printedSettings } from '../../config/redacted.js';
import { removeRunningStack, writeRunningStack } from '../../config/running-stack.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function load(yaml: string, environment: Record<string, string> = {}, set: string[] = []): LoadedConfig {
  const file = join(folder, 'sourcesense.yaml');
  writeFileSync(file, yaml);
  return loadConfig({ file, environment, set: [`data_directory=${folder}`, ...set] });
}

describe('loadConfig', () => {
  it('has a default for everything that can have one', () => {
    const { config, originOf } = loadConfig({ environment: {} });
    expect(config.temporal.address).toBe('127.0.0.1:7233');
    expect(config.artifacts).toEqual({ store: 'local', directory: '.sourcesense/artifacts' });
    expect(originOf('temporal.address')).toBe('default');
  });

  it('prefers flags to the environment to the file to defaults', () => {
    const yaml = 'temporal: {address: "file:1", namespace: file}\nlog: {level: warn}';
    const environment = { TEMPORAL_ADDRESS: 'environment:1', SOURCESENSE_TEMPORAL_NAMESPACE: 'environment' };
    const { config, originOf } = load(yaml, environment, ['temporal.address=flag:1']);
    expect(config.temporal).toMatchObject({ address: 'flag:1', namespace: 'environment', tls: false });
    expect(config.log.level).toBe('warn');
    expect(originOf('temporal.address')).toBe('flag --set');
    expect(originOf('temporal.namespace')).toBe('environment variable SOURCESENSE_TEMPORAL_NAMESPACE');
  });

  it('lets paths that nobody configured follow the data folder', () => {
    const { config } = loadConfig({ environment: { SOURCESENSE_DATA_DIRECTORY: '/data' } });
    expect(config.artifacts).toMatchObject({ directory: '/data/artifacts' });
    expect(config.secrets.key_file).toBe('/data/secret.key');
  });

  it('reads numbers and truth values from the environment', () => {
    const environment = {
      SOURCESENSE_WORKER_MAX_CONCURRENT_ACTIVITIES: '5',
      SOURCESENSE_TEMPORAL_TLS: 'true',
    };
    const { config } = load('', environment);
    expect(config.worker.max_concurrent_activities).toBe(5);
    expect(config.temporal.tls).toBe(true);
  });

  it("takes a connection's settings from the environment, under the name the file gives it", () => {
    const yaml = 'connections: {sales-eu: {url: "postgres://reader@sales/db"}}';
    const { config } = load(yaml, {
      SOURCESENSE_CONNECTIONS_SALES_EU_PASSWORD: 'secret',
      SOURCESENSE_CONNECTIONS_HR_URL: 'postgres://hr/db',
    });
    expect(config.connections['sales-eu']).toMatchObject({ password: 'secret', max_sessions: 4 });
    expect(config.connections['hr']).toMatchObject({ url: 'postgres://hr/db' });
  });

  it('puts environment variables into texts of the file', () => {
    const yaml = 'connections: {a: {url: "postgres://u@${HOST}/db", password: "$${HOST}"}}';
    const { config } = load(yaml, { HOST: 'db.internal' });
    expect(config.connections['a']).toMatchObject({
      url: 'postgres://u@db.internal/db',
      password: '${HOST}',
    });
    expect(() => load(yaml)).toThrow(/connections\.a\.url .* needs the environment variable HOST/);
  });

  it.each([
    [
      'a mistyped key',
      'temporal: {adress: "a:1"}',
      /temporal\.adress \(.*sourcesense\.yaml\) is not a setting.*temporal\.address/,
    ],
    ['a mistyped section', 'temporl: {address: "a:1"}', /The nearest setting is temporal\.address/],
    [
      "a connection's mistyped key",
      'connections: {a: {url: "postgres://a/b", passwort: x}}',
      /connections\.a\.password/,
    ],
    [
      'a value of the wrong kind',
      'worker: {max_cached_workflows: many}',
      /worker\.max_cached_workflows \(.*sourcesense\.yaml\) must be a whole number from 2 to 10000, not "many"/,
    ],
    ['a value out of bounds', 'worker: {max_cached_workflows: 1}', /from 2 to 10000, not 1/],
    ['an unknown choice', 'artifacts: {store: gcs}', /artifacts\.store .* must be local or s3, not "gcs"/],
    ['a missing value', 'artifacts: {store: s3}', /artifacts\.bucket is missing/],
    [
      'a setting of the other store',
      'artifacts: {bucket: abc}',
      /artifacts\.bucket .* applies only when artifacts\.store is s3/,
    ],
    [
      'a name a connection may not have',
      'connections: {Sales DB: {url: "postgres://a/b"}}',
      /connections\.Sales DB .* lowercase/,
    ],
    ['a file that is no YAML', 'temporal: {', /can't be read/],
    ['a file without sections', '- a', /must hold sections/],
  ])('refuses %s, naming the key, its origin and what is allowed', (_, yaml, message) => {
    expect(() => load(yaml)).toThrow(message);
  });

  it('refuses an unknown variable of its own, naming the nearest one', () => {
    expect(() => load('', { SOURCESENSE_TEMPORAL_ADRESS: 'a:1' })).toThrow(/SOURCESENSE_TEMPORAL_ADDRESS/);
  });

  it('names every problem at once', () => {
    const yaml = 'worker: {max_cached_workflows: 1}\nlog: {level: loud, colour: red}';
    expect(() => load(yaml, { SOURCESENSE_LOG_COLOR: 'red' }, ['catalog.provider=cloudy'])).toThrow(
      /log\.colour[^]*SOURCESENSE_LOG_COLOR[^]*catalog\.provider \(flag --set\)[^]*max_cached_workflows[^]*log\.level/,
    );
  });

  it("takes the region and the endpoint from AWS's own variables, where nothing else says them", () => {
    const environment = {
      ...{ AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: 'http://all:1', AWS_ENDPOINT_URL_S3: 'http://s3:1' },
      SOURCESENSE_CATALOG_URL: 'postgres://u@h/d',
    };
    const cloud = ['catalog.provider=cloud', 'artifacts.bucket=abc'];
    const { config, originOf } = load('', environment, cloud);
    expect(config.catalog).toMatchObject({ region: 'eu-west-1' });
    expect(config.artifacts).toMatchObject({ region: 'eu-west-1', endpoint: 'http://s3:1' });
    expect(originOf('artifacts.endpoint')).toBe('environment variable AWS_ENDPOINT_URL_S3');
    expect(load('artifacts: {region: us-east-2}', environment, cloud).config.artifacts).toMatchObject({
      region: 'us-east-2',
    });
    expect(load('', environment).config.artifacts).toMatchObject({ store: 'local' });
  });

  it('never quotes a secret in an error', () => {
    const yaml = 'connections: {a: {url: "mysql://u:hunter2@h/d", password: 17}}';
    expect(() => load(yaml)).toThrow(/connections\.a\.url/);
    expect(() => load(yaml)).not.toThrow(/hunter2|17/);
  });

  it('reads sections that hold nothing as not there', () => {
    expect(load('connections:\ntemporal:\n  api_key:\n').config.connections).toEqual({});
  });

  it('takes what nobody configured from the stack that runs in the data folder', () => {
    const settings = {
      temporal: { address: 'stack:1' },
      catalog: { url: 'postgres://stack/catalog' },
      artifacts: { store: 's3', bucket: 'stack' },
      connections: { sample: { url: 'postgres://stack/sample' } },
    };
    writeRunningStack(folder, { pid: process.pid, settings });
    const { config, originOf } = load('temporal: {address: "file:1"}', { AWS_REGION: 'eu-west-1' });
    expect(config.temporal.address).toBe('file:1');
    expect(config.catalog).toMatchObject({ provider: 'enterprise', url: 'postgres://stack/catalog' });
    expect(config.artifacts).toMatchObject({ store: 's3', bucket: 'stack', region: 'eu-west-1' });
    expect(Object.keys(config.connections)).toEqual(['sample']);
    expect(originOf('catalog.url')).toBe('running stack');

    expect(load('artifacts: {store: local}').config.artifacts).toMatchObject({ store: 'local' });
    removeRunningStack(folder);
    expect(load('').originOf('catalog.url')).toBe('default');
  });

  it('takes the provider of the catalog from a flag, and leaves out what files say of another', () => {
    const yaml = 'catalog: {provider: enterprise, url: "postgres://u@h/d", max_sessions: 5}';
    writeFileSync(join(folder, 'sourcesense.yaml'), yaml);
    const choose = (provider: string) =>
      loadConfig({ file: join(folder, 'sourcesense.yaml'), environment: {}, provider });
    const { config, originOf } = choose('development');
    expect(config.catalog).toEqual({
      provider: 'development',
      file: '.sourcesense/catalog.sqlite',
      busy_timeout_ms: 30_000,
    });
    expect(originOf('catalog.provider')).toBe('flag --provider');
    expect(choose('enterprise').config.catalog).toMatchObject({ url: 'postgres://u@h/d', max_sessions: 5 });
    expect(() => choose('cloud')).toThrow(/artifacts\.bucket is missing/);
  });

  it('refuses settings of another provider than the file itself chooses', () => {
    const yaml = 'catalog: {provider: development, url: "postgres://u@h/d"}';
    expect(() => load(yaml)).toThrow(
      /catalog\.url .* applies only when catalog\.provider is enterprise or cloud/,
    );
  });

  it('keeps artifacts of a cloud catalog in S3 unless told otherwise, and knows no database of its own', () => {
    const cloud = 'catalog: {provider: cloud, url: "postgres://u@db.example/d", auth: iam}';
    const { config } = load(`${cloud}\nartifacts: {bucket: abc}`);
    expect(config.artifacts).toMatchObject({ store: 's3', bucket: 'abc' });
    expect(config.catalog).toMatchObject({ auth: 'iam', kept_sessions: 10, max_sessions: 30 });
    expect(() => load('catalog: {provider: cloud}\nartifacts: {bucket: abc}')).toThrow(
      /catalog\.url is missing/,
    );
  });

  it('takes nothing from a stack whose process is gone', () => {
    // No system lets a process have this id: Linux's own limit is 2^22.
    writeRunningStack(folder, { pid: 2 ** 30, settings: { temporal: { address: 'stack:1' } } });
    expect(load('').originOf('temporal.address')).toBe('default');
  });
});

describe('printedSettings', () => {
  it('shows where everything came from and no secret', () => {
    const yaml = 'connections: {a: {url: "postgres://u:hunter2@h/d?password=hunter2", password: hunter2}}';
    const printed = printedSettings(load(yaml));
    const byKey = Object.fromEntries(printed.map(({ key, value }) => [key, value]));
    expect(byKey['connections.a.url']).toBe('postgres://u:***@h/d?***');
    expect(byKey['connections.a.password']).toBe('***');
    expect(JSON.stringify(printed)).not.toContain('hunter2');
    expect(printed.find(({ key }) => key === 'log.level')).toEqual({
      key: 'log.level',
      value: 'info',
      origin: 'default',
    });
  });
});
