import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createDesktop } from '../../desktops/desktop.js';
import { program } from '../../e2e/command.js';
import { buildRecording, type RecordingBuilder } from '../../recording/build-recording.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { type Ended, serveProgram } from '../../run-program.js';
import { recordedAgent, workday } from '../agent-recording.js';

const folder = temporaryFolder();

const outside = 'http://192.0.2.1:80';

/** A day in a recording that names other machines wherever it can. */
function recordLures(b: RecordingBuilder): void {
  const agent = recordedAgent(b, 'a1');
  workday(agent);
  const lures = `{"uri":"${outside}/x","ws":"ws://192.0.2.1/x","file":"file:///etc/passwd","redirect_uri":"${outside}"}`;
  for (const target of ['/redirect', '/lures?url=http://192.0.2.1/x', '//192.0.2.1/x']) {
    b.exchange({
      session: agent.session,
      method: 'GET',
      path: target,
      requestHeaders: [
        ['Host', '192.0.2.1'],
        ['Cookie', `JSESSIONID=~${'a1-session-1'.padEnd(22, '_')}`],
      ],
      status: target === '/redirect' ? 302 : 200,
      responseHeaders: [
        ['Location', `${outside}/elsewhere`],
        ['Link', `<${outside}>; rel=preconnect`],
        ['Refresh', `0; url=${outside}`],
        ['Alt-Svc', 'h2="192.0.2.1:443"'],
        ['Access-Control-Allow-Origin', outside],
        ['Report-To', `{"endpoints":[{"url":"${outside}"}]}`],
      ],
      responseBody: lures,
    });
  }
  agent.notice(lures, '/v2/me/calls');
}

/** Replays that day to the official client, in a process of its own into which these were loaded before. */
async function replayed(...before: readonly string[]): Promise<Ended> {
  const file = folder.path('lures.db');
  buildRecording(file, recordLures, {
    facts: { target: outside, label: `${outside}/label`, origin: 'https://192.0.2.1' },
  });
  const loaded = before.flatMap((each) => ['--import', each]);
  const standIn = await serveProgram(process.execPath, [
    ...loaded,
    ...[program, 'replay', file, '--listen', '127.0.0.1:0', '--strict'],
  ]);
  const desktop = createDesktop({ url: standIn.url, user: 'a1', client: 'cometd9' });
  const basic = Buffer.from('a1:x').toString('base64');
  const post = (target: string, body: object): Promise<unknown> =>
    desktop.request('POST', target, { body: JSON.stringify(body) });
  await desktop.request('GET', '/api/v2/me', { headers: { Authorization: `Basic ${basic}` } });
  await desktop.handshake();
  await desktop.subscribe('/v2/me/*');
  await post('/api/v2/me', { operationName: 'StartContactCenterSession' });
  await post('/api/v2/me/tweets/T1', { operationName: 'Accept' });
  await post('/api/v2/me/tweets/T1', { operationName: 'Complete', queuePath: '/contacts/1' });
  for (const target of ['/redirect', '/lures?url=http://192.0.2.1/x']) {
    await desktop.request('GET', target);
  }
  await desktop.until('the lures', (sights) =>
    sights.some((each) => each.kind === 'notification' && each.data.includes('file:///etc/passwd')),
  );
  await desktop.disconnect();
  desktop.close();
  return standIn.stop();
}

const inFolder = (name: string): string => pathToFileURL(path.join(import.meta.dirname, name)).href;
const forbidding = inFolder('forbid-outbound.mjs');

describe('a stand-in in a closed world', () => {
  it('reaches no other machine, whatever its recording names, and starts nothing that could', async () => {
    const { status, stderr, stdout } = await replayed(forbidding);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/played/u);
    expect(status).toBe(0);
  });

  it.each([
    'net',
    'tls',
    'http',
    'https',
    'fetch',
    'lookup',
    'resolve',
    'dgram',
    'worker',
    'child',
  ])('is seen to be open if it reaches out by %s', async (way) => {
    const { stderr } = await replayed(forbidding, `${inFolder('call-home.mjs')}?way=${way}`);
    expect(stderr).toMatch(/^OUTBOUND /mu);
  });
});
