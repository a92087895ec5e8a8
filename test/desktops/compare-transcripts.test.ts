import { expect, it } from 'vitest';
import { compareTranscripts } from './compare-transcripts.js';
import type { HttpSight, NotificationSight, Sight, Transcript } from './transcript.js';

const saw = (...sights: Sight[]): Transcript => ({
  origin: 'http://127.0.0.1:1',
  user: 'a1',
  sights,
});

const answer = (parts: Partial<HttpSight> = {}): HttpSight => ({
  kind: 'http',
  request: 'POST /x',
  status: 200,
  headers: [],
  body: '{"statusCode":0}',
  ...parts,
});

function notice(id: string, state: string): NotificationSight {
  const data = `{"twitter":{"id":"${id}","state":"${state}"}}`;
  return { kind: 'notification', channel: '/v2/me/tweets', message: `{"data":${data}}`, data };
}

it('does not care whether the answer or its notification came first', () => {
  const one = saw(answer(), notice('A', 'Completed'));
  const other = saw(notice('A', 'Completed'), answer());
  expect(compareTranscripts(one, other)).toEqual([]);
});

it('reports the status, headers and body of an answer that changed', () => {
  const one = saw(answer({ headers: [['content-type', 'application/json']] }));
  const other = saw(answer({ status: 500, body: '{"statusCode":4}' }));
  expect(compareTranscripts(one, other)).toEqual([
    'http 1 (POST /x): status: "200" ≠ "500"',
    'http 1 (POST /x): headers: "content-type: application/json" ≠ ""',
    'http 1 (POST /x): body: "{\\"statusCode\\":0}" ≠ "{\\"statusCode\\":4}"',
  ]);
});

it('reports what only one of them saw', () => {
  const one = saw(answer(), answer());
  expect(compareTranscripts(one, saw(answer()))).toEqual([
    'http 2: only in the first: POST /x 200  {"statusCode":0}',
  ]);
  expect(compareTranscripts(saw(), saw({ kind: 'handshake', successful: true }))).toEqual([
    'handshake 1: only in the second: true',
  ]);
});

it('compares the order of what happens to one tweet', () => {
  const one = saw(notice('A', 'Invited'), notice('B', 'Invited'), notice('A', 'Processing'));
  const late = saw(notice('B', 'Invited'), notice('A', 'Invited'), notice('A', 'Processing'));
  const wrong = saw(notice('A', 'Processing'), notice('A', 'Invited'), notice('B', 'Invited'));
  expect(compareTranscripts(one, late)).toEqual([]);
  expect(compareTranscripts(one, late, { orderWithin: 'channel' })).toHaveLength(2);
  expect(compareTranscripts(one, wrong)).toHaveLength(2);
});

it('takes cookies, CSRF tokens and origins for equal, but not their absence', () => {
  const headers = (id: string): HttpSight['headers'] => [
    ['set-cookie', `JSESSIONID=${id}; Path=/`],
    ['x-csrf-token', id],
  ];
  const one = saw(answer({ headers: headers('1'), body: 'http://127.0.0.1:1/x' }));
  const same = answer({ headers: headers('2'), body: 'http://localhost:8080/x' });
  const other = { ...saw(same), origin: 'http://localhost:8080' };
  expect(compareTranscripts(one, other)).toEqual([]);
  const bare = saw(answer({ body: 'http://127.0.0.1:1/x' }));
  expect(compareTranscripts(one, bare)).toHaveLength(1);
});

it('tells numbers apart that JavaScript takes for equal', () => {
  const one = saw(answer({ body: '9007199254740993' }));
  expect(compareTranscripts(one, saw(answer({ body: '9007199254740992' })))).toHaveLength(1);
});
