import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type ReplayFileOptions, replay } from '../../src/replay/replay.js';
import { correlateRecording } from '../../src/rules/correlate-recording.js';
import { loadRules } from '../../src/rules/load-rules.js';
import type { Rules } from '../../src/rules/rules.js';
import { buildRecording } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { recordedAgent } from './agent-recording.js';

const folder = temporaryFolder();

function rulesOf(content: object): Rules {
  const file = folder.path('some.rules.json');
  writeFileSync(file, JSON.stringify(content));
  return loadRules([file]);
}

/** Says that the first call is answered by what no rule would link with it: it comes after the second call. */
function linkedByHand(): string {
  const file = folder.path(`recording-${folder.files().length}.db`);
  buildRecording(file, (b) => {
    const agent = recordedAgent(b, 'a1');
    agent.logIn();
    agent.handshake();
    agent.subscribe('/v2/me/tweets');
    const call = agent.call('/api/v2/me/x/1', '{"operationName":"First","at":1}', '{}');
    agent.call('/api/v2/me/x/1', '{"operationName":"Second"}', '{}');
    b.link({ call, notification: agent.notice('{"odd":1}') });
  });
  return file;
}

/** What the first call gets, and what it caused. */
async function firstCall(file: string, rules?: Rules, at = 1): Promise<string> {
  const options: ReplayFileOptions = { listen: { host: '127.0.0.1', port: 0 } };
  await using standIn = await replay(file, rules === undefined ? options : { ...options, rules });
  const headers = { Authorization: `Basic ${Buffer.from('a1:x').toString('base64')}` };
  const post = async (path: string, body: unknown): Promise<Response> =>
    fetch(standIn.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  const bayeux = async (message: object): Promise<Record<string, unknown>[]> =>
    (await post('/api/v2/notifications', [message])).json() as never;
  const [shaken] = await bayeux({ channel: '/meta/handshake' });
  const { clientId } = shaken ?? {};
  await bayeux({ channel: '/meta/subscribe', clientId, subscription: '/v2/me/tweets' });
  const answer = await post('/api/v2/me/x/1', { operationName: 'First', at });
  const connected = await bayeux({ channel: '/meta/connect', clientId, advice: { timeout: 0 } });
  return `${answer.status} ${connected.some(({ data }) => data !== undefined) ? 'odd' : 'nothing'}`;
}

it('keeps the links of a recording where rules say nothing of links', async () => {
  const file = linkedByHand();
  expect(await firstCall(file)).toBe('200 odd');
  expect(await firstCall(file, rulesOf({ match: { ignore: { body: ['/at'] } } }), 2)).toBe(
    '200 odd',
  );
  expect(await firstCall(file, rulesOf({ redact: { names: ['x'] } }), 2)).toBe('404 nothing');
  expect(await firstCall(file, rulesOf({ correlate: {} }))).toBe('200 nothing');
});

it('matches by the rules that a recording keeps, unless others say how to match', async () => {
  const file = linkedByHand();
  correlateRecording(file, rulesOf({ match: { ignore: { body: ['/at'] } } }));
  expect(await firstCall(file, undefined, 2)).toBe('200 nothing');
  expect(await firstCall(file, rulesOf({ match: {} }), 2)).toBe('404 nothing');
  correlateRecording(file, rulesOf({ correlate: {} }));
  expect(await firstCall(file, undefined, 2)).toBe('200 nothing');
  correlateRecording(file, rulesOf({ match: {} }));
  expect(await firstCall(file, undefined, 2)).toBe('404 nothing');
});
