import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { EncryptionCodec } from '../../payloads/encryption-codec.js';
import { ENCRYPTING_WORKFLOW_BUNDLE, WORKFLOW_BUNDLE } from '../../workers/bundle-workflows.js';
import { installRuntime } from '../../workers/logger.js';

/** The recorded histories are in the source tree, not in the build. */
const HISTORIES = fileURLToPath(new URL('../../../test/replay/histories', import.meta.url));
const files = readdirSync(HISTORIES);

function historyOf(file: string): string {
  const content = readFileSync(join(HISTORIES, file));
  return (file.endsWith('.gz') ? gunzipSync(content) : content).toString('utf8');
}

function replay(historyText: string): Promise<void> {
  return Worker.runReplayHistory({ workflowBundle: { codePath: WORKFLOW_BUNDLE } }, JSON.parse(historyText));
}

beforeAll(() => {
  installRuntime(pino({ level: 'silent' }));
});

describe('the workflows of today', () => {
  it.each(files)('replay %s, which an earlier worker recorded', async (file) => {
    await expect(replay(historyOf(file))).resolves.toBeUndefined();
  });

  it.each(files)('replay %s once encryption is on, though it was recorded without', async (file) => {
    const keys = { a: randomBytes(32).toString('base64') };
    const options = {
      workflowBundle: { codePath: ENCRYPTING_WORKFLOW_BUNDLE },
      dataConverter: { payloadCodecs: [new EncryptionCodec({ encrypt_with: 'a', keys })] },
    };
    const history: unknown = JSON.parse(historyOf(file));
    await expect(Worker.runReplayHistory(options, history)).resolves.toBeUndefined();
  });

  it.each(files)('refuse %s when its first activity was another one', async (file) => {
    const text = historyOf(file);
    const altered = text.replace(
      /"activityType":\s*\{\s*"name":\s*"\w+"/,
      '"activityType":{"name":"another"',
    );
    expect(altered).not.toBe(text);
    await expect(replay(altered)).rejects.toThrow(/[Nn]ondeterminism/);
  });

  it('have thirty histories to replay', () => {
    expect(files.length).toBeGreaterThanOrEqual(30);
  });

  it('refuse a history that is not theirs: two stages swapped', async () => {
    const text = historyOf('sample-completed.json');
    const altered = text
      .replaceAll('"transformMetadata"', '"swapped"')
      .replaceAll('"loadCatalog"', '"transformMetadata"')
      .replaceAll('"swapped"', '"loadCatalog"');
    expect(altered).not.toBe(text);
    await expect(replay(altered)).rejects.toThrow(/[Nn]ondeterminism/);
  });
});
