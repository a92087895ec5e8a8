import { expect, it } from 'vitest';
import { parseRequestHead } from '../../../src/capture/http1/request-head.js';
import { parseResponseHead } from '../../../src/capture/http1/response-head.js';
import { WireLog } from '../../../src/capture/thread/wire-log.js';
import { WireLogReader } from '../../../src/capture/thread/wire-log-reader.js';
import type { ExchangeObserver, WireSink } from '../../../src/capture/wire.js';

const request = parseRequestHead(
  'POST /api?a=\u00e9 HTTP/1.1\r\nHost: a\r\nX-Twice: 1\r\nx-twice: 2\r\nContent-Length: 3\r\n\r\n',
).head;
const response = parseResponseHead('HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\n', 'POST').head;

/** Hears everything as one list. */
function heard(): { readonly told: unknown[]; readonly reader: WireLogReader } {
  const told: unknown[] = [];
  const observer = (id: string): ExchangeObserver => ({
    requestBody: (chunk) => told.push([id, 'requestBody', Buffer.from(chunk).toString('latin1')]),
    requestEnd: (trailers) => told.push([id, 'requestEnd', trailers]),
    responseHead: (head) => told.push([id, 'responseHead', head]),
    responseBody: (chunk) => told.push([id, 'responseBody', chunk]),
    upgraded: () => told.push([id, 'upgraded']),
    websocketMessage: (message) => told.push([id, message]),
    unreadable: (direction, why) => told.push([id, direction, why]),
    end: (outcome, trailers) => told.push([id, outcome, trailers]),
    forgotten: () => told.push([id, 'forgotten']),
  });
  const sink: WireSink = {
    exchange(connection, head) {
      told.push([connection, head]);
      return observer(head.target);
    },
    refused: (connection, reason) => told.push([connection, reason]),
  };
  const reader = new WireLogReader({
    sink,
    now: (at) => told.push(at),
    fact: (name, value) => told.push([name, value]),
    gap: (gap) => told.push(gap),
  });
  return { told, reader };
}

it('tells all that was written, as it was written', () => {
  const log = new WireLog();
  const { told, reader } = heard();
  log.exchange(7, 1.5, 3, request);
  log.requestBody(7, 2, Buffer.from('\xff\x00a', 'latin1'));
  log.requestEnd(7, 3, [['X-Trailer', 'é']]);
  log.responseHead(7, 4, response);
  log.responseBody(7, 5, Buffer.from('12345'));
  log.end(7, 6, 'cut-by-server', [['A', 'b']]);
  log.refused(9, 7, 'why “so”');
  log.fact(8, 'label', '8.5');
  log.gap(9, 1, 'stalled');
  reader.read(log.take());
  const id = request.target;
  expect(told.filter((each) => typeof each !== 'number')).toEqual([
    [3, request],
    [id, 'requestBody', '\xff\x00a'],
    [id, 'requestEnd', [['X-Trailer', 'é']]],
    [id, 'responseHead', response],
    [id, 'responseBody', Buffer.from('12345')],
    [id, 'cut-by-server', [['A', 'b']]],
    [9, 'why “so”'],
    ['label', '8.5'],
    { from: 1, to: 9, reason: 'stalled' },
  ]);
  expect(told.filter((each) => typeof each === 'number')).toEqual([1.5, 2, 3, 4, 5, 6, 7, 8, 9]);
});

it('tells of websockets over several logs', () => {
  const log = new WireLog();
  const { told, reader } = heard();
  log.exchange(1, 0, 1, request);
  log.upgraded(1, 0);
  reader.read(log.take());
  told.length = 0;
  log.websocketMessage(1, 1, { direction: 'to-server', text: 'ä€😀' });
  log.websocketMessage(1, 2, { direction: 'to-desktop', text: '' });
  log.websocketMessage(1, 3, { direction: 'to-desktop', text: null });
  log.unreadable(1, 4, 'to-server', { reason: 'broken', fault: 'peer' });
  log.forgotten(1, 5);
  log.websocketMessage(1, 6, { direction: 'to-server', text: 'nobody hears it' });
  reader.read(log.take());
  expect(told.filter((each) => typeof each !== 'number')).toEqual([
    [request.target, { direction: 'to-server', text: 'ä€😀' }],
    [request.target, { direction: 'to-desktop', text: '' }],
    [request.target, { direction: 'to-desktop', text: null }],
    [request.target, 'to-server', { reason: 'broken', fault: 'peer' }],
    [request.target, 'forgotten'],
  ]);
});

it('gives out bytes that later entries leave alone', () => {
  const log = new WireLog();
  const { told, reader } = heard();
  log.exchange(1, 0, 1, request);
  log.responseBody(1, 0, Buffer.from('first'));
  const taken = log.take();
  log.responseBody(1, 0, Buffer.alloc(200_000, 'x'));
  log.responseBody(1, 0, Buffer.from('last'));
  reader.read(taken);
  taken.fill(0);
  reader.read(log.take());
  const bodies = told.filter((each) => Array.isArray(each) && each[1] === 'responseBody');
  const id = request.target;
  expect(bodies).toEqual([
    [id, 'responseBody', Buffer.from('first')],
    [id, 'responseBody', Buffer.alloc(200_000, 'x')],
    [id, 'responseBody', Buffer.from('last')],
  ]);
});
