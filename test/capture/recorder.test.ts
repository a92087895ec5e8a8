import { describe, expect, it } from 'vitest';
import { RecordedDesktops } from './recorded-desktop.js';

const handshake = '[{"channel":"/meta/handshake","version":"1.0","id":"1"}]';
const shaken = (clientId: string): string =>
  `[{"channel":"/meta/handshake","clientId":"${clientId}","successful":true,"id":"1"}]`;
const connect = (clientId: string): string =>
  `[{"channel":"/meta/connect","clientId":"${clientId}","id":"2"}]`;
const connected = '[{"channel":"/meta/connect","successful":true,"id":"2"}]';
const event = (reference: number): string =>
  `{"channel":"/v2/me/tweets","data":{"messageType":"TwitterStateChangeMessage","notificationType":"StatusChange","referenceId":${reference},"twitter":{"id":"T","state":"Completed"}}}`;

describe('a websocket', () => {
  it('keeps each message of both directions, in wire order', () => {
    const desktops = new RecordedDesktops();
    const socket = desktops.websocket({ Cookie: 'JSESSIONID=a' });
    socket.send(handshake);
    socket.receive(shaken('c1'));
    socket.send(connect('c1'));
    socket.receive(`[${event(1)},${event(2)}]`);
    socket.receive(connected);
    socket.exchange.end('complete', [], () => {});
    const { rows } = desktops;
    expect(rows.messages.map((row) => [row.seq, row.direction, row.channel, row.clientId])).toEqual(
      [
        [2, 'to-server', '/meta/handshake', null],
        [3, 'to-desktop', '/meta/handshake', 'c1'],
        [4, 'to-server', '/meta/connect', 'c1'],
        [5, 'to-desktop', '/v2/me/tweets', 'c1'],
        [6, 'to-desktop', '/v2/me/tweets', 'c1'],
        [7, 'to-desktop', '/meta/connect', 'c1'],
      ],
    );
    expect(rows.messages.map((row) => row.text).slice(3)).toEqual([
      event(1),
      event(2),
      connected.slice(1, -1),
    ]);
    expect(rows.requests).toMatchObject([{ seq: 1, kind: 'websocket', method: 'GET', session: 1 }]);
    expect(rows.responses).toMatchObject([
      { seq: 8, status: 101, outcome: 'complete', body: null },
    ]);
    expect(desktops.recorder.counts).toMatchObject({
      sessions: 1,
      notifications: 2,
      framesNotKept: 0,
    });
  });

  it('lets the 101 and each message go once they are committed', () => {
    const desktops = new RecordedDesktops();
    const socket = desktops.websocket();
    expect(socket.released).toEqual([]);
    desktops.rows.commit();
    expect(socket.released).toEqual(['101']);
    socket.receive(connected);
    expect(desktops.rows.messages).toHaveLength(1);
    expect(socket.released).toEqual(['101']);
    desktops.rows.commit();
    expect(socket.released).toEqual(['101', connected]);
  });

  it('counts messages that are no Bayeux, and lets them go at once', () => {
    const desktops = new RecordedDesktops();
    const socket = desktops.websocket();
    for (const text of [null, 'text', '{"channel":"voice"}', '[1]', '"a"']) socket.receive(text);
    socket.send('ping');
    expect(socket.released).toHaveLength(5);
    expect(desktops.recorder.counts.framesNotKept).toBe(6);
    expect(desktops.rows.messages).toEqual([]);
  });

  it('keeps a message without what proves Bayeux only where Bayeux was spoken before', () => {
    const desktops = new RecordedDesktops();
    const socket = desktops.websocket();
    const publish = '{"channel":"/service/x","data":1}';
    socket.send(publish);
    expect(desktops.recorder.counts.framesNotKept).toBe(1);
    socket.send(handshake);
    socket.send(publish);
    socket.send('{"channel":"voice"}');
    expect(desktops.rows.messages.map(({ channel }) => channel)).toEqual([
      '/meta/handshake',
      '/service/x',
    ]);
    expect(desktops.recorder.counts.framesNotKept).toBe(2);
  });

  it("keeps nothing of an empty batch, which is Faye's sign of life, and does not count it", () => {
    const desktops = new RecordedDesktops();
    const socket = desktops.websocket();
    socket.send('[]');
    socket.receive('[]');
    expect(desktops.recorder.counts.framesNotKept).toBe(0);
  });

  it('takes secrets out of messages, and says where', () => {
    const desktops = new RecordedDesktops();
    const socket = desktops.websocket();
    socket.send(
      '[{"channel":"/meta/connect","clientId":"c"},{"channel":"/meta/handshake","ext":{"authentication":{"user":"u","password":"hunter2"}}}]',
    );
    const [first, second] = desktops.rows.messages;
    expect(first?.redacted).toEqual([]);
    expect(second?.text).not.toContain('hunter2');
    expect(second?.redacted).toEqual(['body/ext/authentication/password']);
  });

  it('marks a gap where messages can not be read any further, but not for a broken frame', () => {
    const desktops = new RecordedDesktops();
    const socket = desktops.websocket();
    socket.exchange.unreadable('to-server', { reason: 'broken', fault: 'peer' });
    expect(desktops.rows.gaps).toEqual([]);
    expect(desktops.recorder.counts.framesNotKept).toBe(1);
    socket.exchange.unreadable('to-desktop', { reason: 'too large', fault: 'limit' });
    expect(desktops.rows.gaps).toMatchObject([
      { reason: 'the rest of websocket 1 to the desktop is not recorded: too large' },
    ]);
  });

  it('links a notification in a frame with the call that it answers', () => {
    const desktops = new RecordedDesktops();
    const Cookie = 'JSESSIONID=a';
    const socket = desktops.websocket({ Cookie });
    const call = desktops.exchange({
      target: '/api/v2/me/tweets/T',
      headers: { Cookie },
      body: '{"operationName":"Complete"}',
      answer: { body: '{"statusCode":0,"referenceId":45}' },
    });
    socket.receive(`[${event(45)}]`);
    desktops.recorder.end();
    expect(desktops.rows.links).toMatchObject([{ call, rule: 'reference-response' }]);
  });

  it('tells re-sends of the ack extension from new deliveries, also on another transport', () => {
    const desktops = new RecordedDesktops();
    const Cookie = 'JSESSIONID=a';
    const body = (text: string, answer: string) => ({
      body: text,
      headers: { Cookie },
      answer: { body: answer },
    });
    const ack = (number: number): string =>
      `[{"channel":"/meta/connect","clientId":"c","ext":{"ack":${number}}}]`;
    const acked = (number: number): string =>
      `{"channel":"/meta/connect","successful":true,"ext":{"ack":${number}}}`;
    desktops.exchange(
      body(
        handshake,
        '[{"channel":"/meta/handshake","clientId":"c","successful":true,"ext":{"ack":true}}]',
      ),
    );
    const first = desktops.websocket({ Cookie });
    first.send(ack(0));
    first.receive(`[${event(1)},${acked(1)}]`);
    first.send(ack(1));
    first.receive(`[${event(2)},${acked(2)}]`);
    const second = desktops.websocket({ Cookie });
    second.send(ack(1));
    second.receive(`[${event(2)},${event(3)},${acked(3)}]`);
    desktops.exchange(body(ack(1), `[${event(2)},${event(3)},${event(4)},${acked(4)}]`));
    const events = desktops.rows.messages.filter((row) => row.channel === '/v2/me/tweets');
    expect(events).toHaveLength(7);
    expect(events.flatMap((row) => row.notification?.referenceId ?? [])).toEqual([
      '1',
      '2',
      '3',
      '4',
    ]);
  });
});

describe('the session of a websocket', () => {
  it('is that of the cookies of its upgrade', () => {
    const desktops = new RecordedDesktops();
    const Cookie = 'BAYEUX_BROWSER=b';
    const poll = desktops.exchange({
      body: handshake,
      headers: { Cookie },
      answer: { body: shaken('c') },
    });
    const socket = desktops.websocket({ Cookie });
    expect(desktops.rows.sessionOf(socket.id)).toBe(desktops.rows.sessionOf(poll));
    expect(desktops.recorder.counts.sessions).toBe(1);
  });

  it('begins with a cookie that the 101 sets', () => {
    const desktops = new RecordedDesktops();
    const socket = desktops.websocket({}, { 'Set-Cookie': 'JSESSIONID=new; Path=/' });
    const call = desktops.exchange({ target: '/call', headers: { Cookie: 'JSESSIONID=new' } });
    expect(desktops.rows.sessionOf(socket.id)).toBe(1);
    expect(desktops.rows.sessionOf(call)).toBe(1);
  });

  it('begins with a handshake in a frame, where there are no cookies', () => {
    const desktops = new RecordedDesktops();
    const socket = desktops.websocket();
    expect(desktops.rows.sessionOf(socket.id)).toBe(null);
    socket.send(handshake);
    socket.receive(shaken('c'));
    expect(desktops.rows.sessionOf(socket.id)).toBe(1);
    const poll = desktops.exchange({ body: connect('c') });
    expect(desktops.rows.sessionOf(poll)).toBe(1);
  });

  it('is that of the clientId in its messages, whatever its cookies say', () => {
    const desktops = new RecordedDesktops();
    const poll = desktops.exchange({ body: handshake, answer: { body: shaken('c') } });
    const socket = desktops.websocket({ Cookie: 'JSESSIONID=other' });
    socket.send(connect('c'));
    expect(desktops.rows.sessionOf(socket.id)).toBe(desktops.rows.sessionOf(poll));
    const call = desktops.exchange({ target: '/call', headers: { Cookie: 'JSESSIONID=third' } });
    expect(desktops.rows.sessionOf(call)).not.toBe(desktops.rows.sessionOf(poll));
  });

  it('does not change when it closes after its cookie went to another user', () => {
    const desktops = new RecordedDesktops();
    const socket = desktops.websocket({}, { 'Set-Cookie': 'JSESSIONID=a' });
    const basic = (user: string): string => `Basic ${Buffer.from(`${user}:p`).toString('base64')}`;
    const log = (user: string): number =>
      desktops.exchange({
        target: '/me',
        headers: { Cookie: 'JSESSIONID=a', Authorization: basic(user) },
      });
    log('alice');
    const bob = log('bob');
    socket.exchange.end('complete', [], () => {});
    const later = desktops.exchange({ target: '/call', headers: { Cookie: 'JSESSIONID=a' } });
    expect(desktops.rows.sessionOf(later)).toBe(desktops.rows.sessionOf(bob));
    expect(desktops.rows.sessionOf(socket.id)).not.toBe(desktops.rows.sessionOf(bob));
  });
});

describe('one session', () => {
  /** Over long-polling, one request after the other. */
  function poll(desktops: RecordedDesktops, body: string, answer: string): number {
    return desktops.exchange({ body, answer: { body: answer } });
  }

  it('goes on when the desktop changes to a websocket and back', () => {
    const desktops = new RecordedDesktops();
    const first = poll(desktops, handshake, shaken('c'));
    const socket = desktops.websocket();
    socket.send(connect('c'));
    socket.receive(connected);
    socket.exchange.end('cut-by-server', [], () => {});
    const last = poll(desktops, connect('c'), connected);
    expect([first, socket.id, last].map((id) => desktops.rows.sessionOf(id))).toEqual([1, 1, 1]);
  });

  it('goes on after a 402 with a new clientId, by its cookie', () => {
    const desktops = new RecordedDesktops();
    const Cookie = 'BAYEUX_BROWSER=b';
    const unknown =
      '[{"channel":"/meta/connect","successful":false,"error":"402::Unknown client","advice":{"reconnect":"handshake"}}]';
    const ids = [
      [handshake, shaken('c1')],
      [connect('c1'), unknown],
      [handshake, shaken('c2')],
      [connect('c2'), connected],
    ].map(([body = '', answer = '']) =>
      desktops.exchange({ body, headers: { Cookie }, answer: { body: answer } }),
    );
    expect(ids.map((id) => desktops.rows.sessionOf(id))).toEqual([1, 1, 1, 1]);
  });

  it('goes on after a 402 in a websocket, without any cookie', () => {
    const desktops = new RecordedDesktops();
    const socket = desktops.websocket();
    socket.send(handshake);
    socket.receive(shaken('c1'));
    socket.send(connect('c1'));
    socket.receive(
      '[{"channel":"/meta/connect","successful":false,"error":"402::Unknown client"}]',
    );
    socket.send(handshake);
    socket.receive(shaken('c2'));
    socket.send(connect('c2'));
    socket.receive(`[${event(1)}]`);
    expect(desktops.recorder.counts.sessions).toBe(1);
    expect(desktops.rows.messages.at(-1)?.clientId).toBe('c2');
    expect(desktops.rows.sessionOf(poll(desktops, connect('c2'), connected))).toBe(1);
  });

  it('was there before recording began: the server answers its clientId with success', () => {
    const desktops = new RecordedDesktops();
    const first = poll(desktops, connect('old'), connected);
    const second = poll(desktops, connect('old'), connected);
    const socket = desktops.websocket();
    socket.send(connect('old'));
    expect([first, second, socket.id].map((id) => desktops.rows.sessionOf(id))).toEqual([1, 1, 1]);
  });

  it('was there before recording began, on a websocket', () => {
    const desktops = new RecordedDesktops();
    const socket = desktops.websocket();
    socket.send(connect('old'));
    socket.receive(connected);
    expect(desktops.rows.sessionOf(socket.id)).toBe(1);
    expect(desktops.rows.sessionOf(poll(desktops, connect('old'), connected))).toBe(1);
  });

  it('goes on when the page is loaded again: the clientId is kept, without a handshake', () => {
    const desktops = new RecordedDesktops();
    const first = poll(desktops, handshake, shaken('c'));
    const again = poll(desktops, connect('c'), connected);
    const socket = desktops.websocket();
    socket.send(connect('c'));
    expect([first, again, socket.id].map((id) => desktops.rows.sessionOf(id))).toEqual([1, 1, 1]);
  });

  it('is not made for a clientId that the server refuses', () => {
    const desktops = new RecordedDesktops();
    poll(
      desktops,
      connect('x'),
      '[{"channel":"/meta/connect","successful":false,"error":"402::"}]',
    );
    expect(desktops.recorder.counts.sessions).toBe(0);
  });
});

it('does not take the success of a handshake for a word on another clientId in the batch', () => {
  const desktops = new RecordedDesktops();
  const both = `[${handshake.slice(1, -1)},${connect('guessed').slice(1, -1)}]`;
  const refused = '{"channel":"/meta/connect","successful":false,"error":"402::"}';
  desktops.exchange({ body: both, answer: { body: `[${shaken('c').slice(1, -1)},${refused}]` } });
  const other = desktops.exchange({ body: connect('guessed'), answer: { body: `[${refused}]` } });
  expect(desktops.rows.sessionOf(other)).toBe(null);
});

describe('other transports', () => {
  it('keeps the messages of callback-polling', () => {
    const desktops = new RecordedDesktops();
    const message = encodeURIComponent(connect('c'));
    desktops.exchange({
      method: 'GET',
      target: `/cometd?jsonp=cb&message=${message}`,
      answer: { headers: { 'Content-Type': 'text/javascript' }, body: `cb([${event(3)}]);` },
    });
    expect(desktops.rows.requests).toMatchObject([{ kind: 'bayeux' }]);
    expect(desktops.rows.messages.map((row) => [row.direction, row.clientId])).toEqual([
      ['to-server', 'c'],
      ['to-desktop', 'c'],
    ]);
  });

  it('keeps the messages of form-encoded long-polling', () => {
    const desktops = new RecordedDesktops();
    desktops.exchange({
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `message=${encodeURIComponent(connect('c'))}&message=${encodeURIComponent('{"channel":"/a","clientId":"c","data":1}')}`,
      answer: { body: `[${event(3)},{"channel":"/meta/connect","successful":true}]` },
    });
    expect(desktops.rows.messages.map((row) => [row.direction, row.channel, row.clientId])).toEqual(
      [
        ['to-server', '/meta/connect', 'c'],
        ['to-server', '/a', 'c'],
        ['to-desktop', '/v2/me/tweets', 'c'],
        ['to-desktop', '/meta/connect', 'c'],
      ],
    );
  });
});

it('takes a POST for a call, whatever it would upgrade to', () => {
  const desktops = new RecordedDesktops();
  const headers = { Connection: 'Upgrade', Upgrade: 'websocket' };
  desktops.exchange({
    target: '/api/v2/me/tweets/T',
    headers,
    body: '{"operationName":"Complete"}',
  });
  expect(desktops.rows.requests).toMatchObject([{ kind: 'call', operation: 'Complete' }]);
});

it('does not wait for an answer that is lost', () => {
  const desktops = new RecordedDesktops();
  const headers = { Cookie: 'JSESSIONID=a' };
  const complete = '{"operationName":"Complete"}';
  desktops.exchange({ body: handshake, headers, answer: { body: `${shaken('c1')}` } });
  const lost = desktops.recorder.exchange(1, {
    method: 'POST',
    target: '/api/v2/me/tweets/L',
    httpVersion: '1.1',
    headers: Object.entries(headers),
    framing: 'length',
    text: '',
  });
  lost.requestBody(Buffer.from(complete));
  lost.requestEnd([]);
  const answer = { body: '{"statusCode":0}' };
  const call = desktops.exchange({
    target: '/api/v2/me/tweets/T',
    headers,
    body: complete,
    answer,
  });
  const withoutReference = event(1).replace('"referenceId":1,', '');
  desktops.exchange({ body: connect('c1'), headers, answer: { body: `[${withoutReference}]` } });
  expect(desktops.rows.links).toEqual([]);
  lost.forgotten();
  expect(desktops.rows.links).toMatchObject([{ call, rule: 'resource' }]);
});
