import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRecording, record, replay } from '../../src/index.js';
import { bodyText } from '../../src/recording/body-text.js';
import { runOffice } from '../desktops/run-office.js';
import { startStaging } from '../staging/staging.js';

const anyPort = { host: '127.0.0.1', port: 0 };
const endpoint = '/api/v2/notifications';
const nonsense = [
  'no JSON at all',
  '[{"channel":"/meta/connect","clientId":"nobody","connectionType":"long-polling","id":"1"}]',
  '[{"channel":"/meta/handshake"',
  '[]',
  '{"__proto__":{"polluted":true}}',
  '[[[[[[[[[[[[[[[[[[[[[[[[[[[[',
];

/** Logs in and sends nonsense to the CometD endpoint; returns the status and body of each answer. */
async function sendNonsense(url: string): Promise<readonly string[]> {
  const basic = `Basic ${Buffer.from('a1:secret-a1').toString('base64')}`;
  const me = await fetch(`${url}/api/v2/me`, { headers: { Authorization: basic } });
  await me.arrayBuffer();
  const cookie = (me.headers.get('set-cookie') ?? '').replace(/;.*/u, '');
  const answers: string[] = [];
  for (const body of nonsense) {
    const headers = { Cookie: cookie, 'Content-Type': 'application/json' };
    const answer = await fetch(url + endpoint, { method: 'POST', headers, body });
    answers.push(`${answer.status} ${await answer.text()}`);
  }
  return answers;
}

describe('invalid Bayeux', () => {
  it('is answered as the server answers, kept as it came, and disturbs nobody', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'understudy-nonsense-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'nonsense.db');
    const staging = await startStaging();
    onTestFinished(() => staging.close());
    const recorder = await record({ target: staging.url, output: file, listen: anyPort });
    onTestFinished(async () => {
      await recorder.close();
    });
    const [, answers] = await Promise.all([
      runOffice({ url: recorder.url, origin: staging.url }),
      sendNonsense(recorder.url),
    ]);
    expect(answers).toEqual(await sendNonsense(staging.url));
    await recorder.close();

    using recording = openRecording(file);
    const kept = [...recording.exchanges()].map(({ requestBody }) => bodyText(requestBody));
    expect(kept).toEqual(expect.arrayContaining(nonsense));
    const completed = [...recording.exchanges()].filter(
      ({ operation, status }) => operation === 'Complete' && status === 200,
    );
    const linked = new Set(recording.links().map(({ call }) => call));
    expect(completed.map(({ id }) => linked.has(id))).toEqual([true, true, true, true]);

    await using standIn = await replay(file, { listen: anyPort });
    const statuses = (await sendNonsense(standIn.url)).map((answer) => answer.slice(0, 3));
    expect(statuses[0]).toBe('400');
    await runOffice({ url: standIn.url });
  });
});
