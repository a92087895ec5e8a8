import { describe, expect, it } from 'vitest';
import { crossOrigin } from '../../../src/replay/answer/cors.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { recordedAgent, workday } from '../agent-recording.js';
import { PaperDesktop, play } from '../play.js';
import { recordingOf } from '../recording-of.js';

const folder = temporaryFolder();
const page = 'https://desktop.test';

function stage() {
  const recording = recordingOf(folder, (b) => {
    const agent = recordedAgent(b, 'a1');
    workday(agent);
    b.exchange({
      session: null,
      method: 'GET',
      path: '/open',
      responseHeaders: [
        ['Access-Control-Allow-Origin', 'https://recorded.test'],
        ['Access-Control-Allow-Credentials', 'true'],
        ['Vary', 'Accept-Encoding'],
        ['X-Own', '1'],
        ['Set-Cookie', 'lb=1'],
      ],
      responseBody: 'open',
    });
  });
  return play(recording);
}

const valuesOf = (headers: readonly (readonly [string, string])[], wanted: string): string[] =>
  headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);

describe('a page of another origin', () => {
  it('is answered its preflight, which is no miss', () => {
    const played = stage();
    const answer = new PaperDesktop(played).ask('OPTIONS', '/api/v2/me/tweets/T1', null, {
      Origin: page,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type,x-csrf-token',
      'Access-Control-Request-Private-Network': 'true',
    });
    expect(answer).toEqual({
      status: 204,
      reason: 'No Content',
      headers: [
        ['Access-Control-Allow-Origin', page],
        ['Access-Control-Allow-Credentials', 'true'],
        ['Access-Control-Allow-Methods', 'POST'],
        ['Access-Control-Allow-Headers', 'content-type,x-csrf-token'],
        ['Access-Control-Allow-Private-Network', 'true'],
        ['Access-Control-Max-Age', '0'],
        ['Vary', 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers'],
      ],
      body: null,
    });
    expect(played.report().misses).toEqual([]);
  });

  it('may read what was recorded, in place of the page that the recorded server allowed', () => {
    const answer = new PaperDesktop(stage()).ask('GET', '/open', null, { Origin: page });
    const headers = answer?.headers ?? [];
    expect(valuesOf(headers, 'access-control-allow-origin')).toEqual([page]);
    expect(valuesOf(headers, 'access-control-allow-credentials')).toEqual(['true']);
    expect(valuesOf(headers, 'access-control-expose-headers')).toEqual(['Vary, X-Own']);
    expect(valuesOf(headers, 'vary')).toEqual(['Accept-Encoding', 'Origin']);
  });

  it('may read misses and what is said in Bayeux', () => {
    const played = stage();
    const miss = new PaperDesktop(played).ask('GET', '/nowhere', null, { Origin: 'null' });
    expect(valuesOf(miss?.headers ?? [], 'access-control-allow-origin')).toEqual(['null']);
    expect(valuesOf(miss?.headers ?? [], 'access-control-expose-headers')).toEqual([
      'Understudy-Miss',
    ]);
    const handshake = new PaperDesktop(played).ask(
      'POST',
      '/api/v2/notifications',
      '[{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"]}]',
      { Origin: page, Authorization: `Basic ${Buffer.from('a1:x').toString('base64')}` },
    );
    expect(handshake?.status).toBe(200);
    expect(valuesOf(handshake?.headers ?? [], 'access-control-allow-origin')).toEqual([page]);
  });
});

describe('any other client', () => {
  it.each([
    ['names no origin', {}],
    ['comes from a page of the stand-in', { Origin: 'http://stand-in.test' }],
    ['names what is no origin', { Origin: `https://x${'y'.repeat(400)}` }],
  ])('gets what was recorded: it %s', (_, headers) => {
    const answer = new PaperDesktop(stage()).ask('GET', '/open', null, headers);
    expect(valuesOf(answer?.headers ?? [], 'access-control-allow-origin')).toEqual([
      'https://recorded.test',
    ]);
    expect(valuesOf(answer?.headers ?? [], 'vary')).toEqual(['Accept-Encoding']);
  });

  it('may ask for options', () => {
    const request = { method: 'OPTIONS', target: '/', headers: [['Origin', page]], body: null };
    expect(crossOrigin({ ...request, headers: [['Origin', page]] })?.preflight).toBeNull();
  });
});
