import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { record } from '../../src/capture/record.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { loadRules } from '../../src/rules/load-rules.js';
import { recordedRules } from '../../src/rules/recorded-rules.js';
import { gwsRules, type Rules } from '../../src/rules/rules.js';
import { startUpstream } from '../e2e/upstream.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();
const v3 = path.join(import.meta.dirname, '../correlate/fixtures/workspace-v3.rules.json');

const completed = {
  channel: '/workspace/v3/interactions',
  data: {
    messageType: 'InteractionStateChanged',
    interaction: { id: '0001', state: 'Completed' },
  },
};

/** A Workspace that completes one interaction. */
async function workspace(): Promise<string> {
  const server = await startUpstream((request, response) => {
    const isBayeux = request.url === '/workspace/v3/notifications';
    const connected = { channel: '/meta/connect', id: '2', successful: true };
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(isBayeux ? [completed, connected] : { status: { code: 1 } }));
  });
  onTestFinished(() => server.close());
  return server.url;
}

async function recorded(rules?: Rules) {
  const output = folder.path(rules === undefined ? 'without.db' : 'with.db');
  const proxy = await record({
    target: await workspace(),
    listen: { host: '127.0.0.1', port: 0 },
    output,
    ...(rules === undefined ? {} : { rules }),
  });
  const post = async (target: string, body: unknown): Promise<void> => {
    const response = await fetch(proxy.url + target, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: 'WORKSPACE_SESSIONID=s1' },
      body: JSON.stringify(body),
    });
    await response.text();
  };
  await post('/workspace/v3/media/twitter/interactions/0001/complete', { data: {} });
  const connect = { channel: '/meta/connect', id: '2', clientId: 'c1', connectionType: 'x' };
  await post('/workspace/v3/notifications', [connect]);
  await proxy.close();
  const recording = openRecording(output);
  onTestFinished(() => recording.close());
  return recording;
}

it('records by the rules that are given, and keeps them in the recording', async () => {
  const rules = loadRules([v3]);
  const recording = await recorded(rules);
  expect([...recording.exchanges()].map((each) => each.operation)).toEqual(['complete', null]);
  expect(recording.links()).toMatchObject([{ call: 1, rule: 'resource', copy: false }]);
  expect(recordedRules(recording)).toEqual(rules);
});

it('records by those of Genesys Web Services if none are given, and keeps none', async () => {
  const recording = await recorded();
  expect(recording.links()).toEqual([]);
  expect(recording.info.rules).toBeNull();
  expect(recordedRules(recording)).toBe(gwsRules);
});

it('keeps no noise in a recording, and takes none from one that says it has', async () => {
  const file = folder.path('noise.json');
  writeFileSync(file, '{"match":{},"noise":{"ignore":[{"in":"*","at":"","kind":"any"}]}}');
  const recording = await recorded(loadRules([file]));
  expect(recording.info.rules).not.toMatch(/noise/u);
  const info = { ...recording.info, rules: readFileSync(file, 'utf8') };
  expect(recordedRules({ file: 'crafted.db', info }).noise).toBe(gwsRules.noise);
});
