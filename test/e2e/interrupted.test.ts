import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { understudy } from './command.js';
import { startRecorder } from './kills/recorder-under-test.js';

const folder = temporaryFolder();
let server: Server;
let websockets: WebSocketServer;
/** Called when the server has got a request that it will not answer. */
let onHeld: (() => void)[];
let held: ServerResponse[];

beforeEach(async () => {
  held = [];
  onHeld = [];
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      if (request.url === '/answered') return response.end('{"statusCode":0}');
      held.push(response);
      return onHeld.shift()?.();
    });
  });
  websockets = new WebSocketServer({ server });
  websockets.on('connection', (socket) => {
    socket.on('error', () => {});
    socket.on('message', () => socket.send('[{"channel":"/v2/me","data":{}}]'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  websockets.close();
  for (const socket of websockets.clients) socket.terminate();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** Asks for something that is never answered; resolves once the server has it. */
async function ask(url: string, path: string, body: string): Promise<void> {
  const there = new Promise<void>((resolve) => onHeld.push(resolve));
  fetch(`${url}${path}`, { method: 'POST', body }).catch(() => {});
  await there;
}

/** A recording whose recorder was killed with a call, a poll and a websocket open. */
async function interrupted(): Promise<string> {
  const file = folder.path('killed.db');
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const recorder = startRecorder(target, file);
  const url = await recorder.url;
  const answer = await fetch(`${url}/answered`, { method: 'POST', body: '{}' });
  await answer.text();
  await ask(url, '/me/tweets/1', '{"operationName":"Complete"}');
  await ask(url, '/cometd', '[{"channel":"/meta/connect","clientId":"c","connectionType":"x"}]');
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`);
  socket.on('error', () => {});
  await once(socket, 'open');
  socket.send('[{"channel":"/meta/connect","clientId":"d"}]');
  // What it gets is committed, and so is all that was before.
  await once(socket, 'message');
  recorder.kill();
  await recorder.gone;
  return file;
}

it('says of an interrupted recording which exchanges have no end, in verify and in show', async () => {
  const file = await interrupted();

  const verified = await understudy('verify', file);
  expect(verified).toMatchObject({ status: 3, stderr: '' });
  expect(verified.stdout).toMatchInlineSnapshot(`
    "not whole
      interrupted: the recorder did not close it, or is still at work
      3 exchanges have no end recorded:
        2  POST /me/tweets/1 Complete
        3  POST /cometd (Bayeux)
        4  GET /ws (websocket)
    "
  `);
  const json = await understudy('verify', '--json', file);
  expect(json).toMatchObject({ status: 3, stderr: '' });
  expect(JSON.parse(json.stdout)).toEqual({
    whole: false,
    interrupted: true,
    openExchanges: 3,
    gaps: [],
    errors: [],
  });

  const shown = await understudy('show', file);
  expect(shown).toMatchObject({ status: 0, stderr: '' });
  const stable = shown.stdout
    .replace(/^[\s\S]*?(?=^State)/mu, '')
    .replace(/\d+:\d\d\.\d{3}/gu, '0:00.000')
    .replace(/[\d.]+ m?s$/gmu, '1 ms')
    .replace(/ {2,}/gu, '  ');
  expect(stable).toMatchInlineSnapshot(`
    "State  interrupted: the recorder did not close it, or is still at work
      no end recorded of 1 call, 1 Bayeux exchange, 1 websocket

    Sessions
      none

    Calls
      id  at  user  call  status  took  ref
      1  0:00.000  –  POST /answered  200/0  1 ms
      ! no notification
      2  0:00.000  –  POST /me/tweets/1 Complete  –
      ! open: no end recorded
      0:00.000  –  notification  unsolicited

    Totals
      2 calls, 0 answered by a notification (0 %)
      1 notification, 0 correlated (0 %), 0 of them copies; 1 unsolicited
      not listed: 0 safe exchanges, 1 Bayeux exchange with 3 messages, 1 websocket
    "
  `);
  const { recording, calls } = JSON.parse((await understudy('show', file, '--json')).stdout);
  expect(recording).toMatchObject({ interrupted: true, endedAt: null });
  expect(calls).toMatchObject([
    { outcome: 'complete', status: 200 },
    { outcome: 'open', status: null, responseSeq: null },
  ]);

  const call = await understudy('show', file, '2');
  expect(call).toMatchObject({ status: 0, stderr: '' });
  expect(call.stdout).toContain('outcome     open: no end recorded\n');
  expect(call.stdout).toContain('Response\n  none recorded\n');
  const websocket = await understudy('show', file, '4');
  expect(websocket.stdout).toContain('outcome     open: no end recorded\n');
  expect(websocket.stdout).toContain(
    'to the desktop, /v2/me\n    {"channel":"/v2/me","data":{}}\n',
  );
});
