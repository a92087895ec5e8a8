import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRecording } from '../../src/recording/create-recording.js';
import type { Body, RequestRow, ResponseRow } from '../../src/recording/exchange.js';
import { openRecording } from '../../src/recording/open-recording.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const plain = (content: Uint8Array | string): Body => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    content: bytes,
    encoded: null,
    encoding: null,
    length: bytes.length,
    digest: null,
    omitted: null,
  };
};

const request: RequestRow = {
  id: 1,
  session: null,
  connection: 3,
  seq: 1,
  startedAt: 1_767_225_600_000.125,
  method: 'POST',
  path: '/api/v2/me/tweets/01QQ?x=1',
  httpVersion: '1.1',
  headers: [
    ['Host', 'a'],
    ['X-Twice', '1'],
    ['x-twice', '\u00ff'],
  ],
  trailers: [['Trailer', 't']],
  body: plain('{"operationName":"Complete"}'),
  kind: 'call',
  operation: 'Complete',
  reference: '"r7"',
  redacted: ['header:authorization'],
};

const response: ResponseRow = {
  exchange: 1,
  seq: 4,
  endedAt: 1_767_225_600_010.5,
  status: 200,
  reason: 'OK',
  httpVersion: '1.1',
  outcome: 'complete',
  headers: [['Set-Cookie', 'a=b']],
  trailers: [],
  body: plain('{"statusCode":0,"referenceId":9007199254740993}'),
  reference: '9007199254740993',
  redacted: [],
};

it('gives back every field of an exchange as it was written', () => {
  const file = path.join(folder, 'new', 'a.db');
  const writer = createRecording(file, { startedAt: 1_767_225_600_000, facts: { label: 'x' } });
  writer.request(request);
  writer.response(response);
  writer.session(1, 1_767_225_600_000);
  writer.assign(1, 1);
  writer.user(1, 'agent');
  expect(writer.close(1_767_225_601_000)).toEqual({ gaps: [], clean: true });

  using recording = openRecording(file);
  const [exchange] = [...recording.exchanges()];
  expect(exchange).toEqual({
    id: 1,
    session: 1,
    connection: 3,
    seq: 1,
    responseSeq: 4,
    startedAt: request.startedAt,
    endedAt: response.endedAt,
    kind: 'call',
    method: 'POST',
    path: request.path,
    operation: 'Complete',
    requestReference: '"r7"',
    responseReference: '9007199254740993',
    status: 200,
    reason: 'OK',
    outcome: 'complete',
    requestHeaders: request.headers,
    responseHeaders: response.headers,
    requestTrailers: request.trailers,
    responseTrailers: [],
    requestRedacted: request.redacted,
    responseRedacted: [],
    requestBody: request.body,
    responseBody: response.body,
  });
  expect(recording.sessions()).toEqual([
    {
      id: 1,
      user: 'agent',
      transport: null,
      startedAt: 1_767_225_600_000,
      endedAt: response.endedAt,
    },
  ]);
});
