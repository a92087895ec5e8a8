import { describe, expect, it } from 'vitest';
import type { RecordedReply } from '../../../src/acts/recorded-reply.js';
import { parseBatch } from '../../../src/bayeux/batch.js';
import { BayeuxClient } from '../../../src/replay/bayeux-server/bayeux-client.js';
import {
  type BayeuxDirector,
  bayeuxServer,
} from '../../../src/replay/bayeux-server/bayeux-server.js';
import { handshakeReply } from '../../../src/replay/bayeux-server/replies.js';
import type { BayeuxWords, ReplyKind } from '../../../src/replay/script/bayeux-words.js';
import { manualClock } from '../../../src/time/manual-clock.js';

const silent: BayeuxWords = {
  handshake: null,
  denied: null,
  replies: new Map(),
  refused: new Map(),
  unknownClient: null,
  era: '5',
  timeout: null,
};

/** A server with two clients, `x` and `y`; what goes in and comes out is written down. */
function serverWith(words: Partial<BayeuxWords> = {}, acknowledges = false) {
  const clock = manualClock();
  const server = bayeuxServer(clock);
  const clients = new Map(
    ['x', 'y'].map((id) => [id, new BayeuxClient(id, acknowledges)] as const),
  );
  const log: string[] = [];
  const director: BayeuxDirector = {
    client: (id) => clients.get(id) ?? null,
    words: () => ({ ...silent, ...words }),
    handshake: (message) => ({ reply: handshakeReply(null, message, 'new'), client: null }),
    connectsLate: () => {},
    subscriptionsChanged: (client) =>
      void log.push(`   ${client.clientId} has ${[...client.subscriptions].join(' ')}`),
    publish: () => '{"ack":true}',
  };
  let requests = 0;
  return {
    clock,
    log,
    server,
    /** Sends a batch; the response is written down with the request's number. */
    send(text: string): () => void {
      const number = ++requests;
      log.push(`→${number} ${text}`);
      const forget = server.handle(parseBatch(text) ?? [], director, (outcome) => {
        log.push(`←${number} ${'status' in outcome ? outcome.status : outcome.messages.join(' ')}`);
      });
      return () => forget?.();
    },
    queue(id: string, ...texts: readonly string[]): void {
      const client = clients.get(id) as BayeuxClient;
      for (const text of texts) client.queue({ text, sent: () => {} });
      server.flush([client]);
    },
  };
}

const connect = (id: number, more = ''): string =>
  `[{"id":"${id}","channel":"/meta/connect","clientId":"x"${more}}]`;
const noWait = ',"advice":{"timeout":0}';

/** Lines that came since the last look. */
const looking = (log: readonly string[]) => {
  let seen = 0;
  return (): readonly string[] => {
    const fresh = log.slice(seen).filter((line) => !line.startsWith('→'));
    seen = log.length;
    return fresh;
  };
};
const reply = (id: number, more = ''): string =>
  `{"channel":"/meta/connect","successful":true,"id":"${id}"${more}}`;

describe('a Bayeux server', () => {
  it('answers the first connect at once and holds the next until there is something to say', () => {
    const { send, queue, log } = serverWith();
    const news = looking(log);
    send(connect(1));
    expect(news()).toEqual([`←1 ${reply(1)}`]);
    send(connect(2));
    expect(news()).toEqual([]);
    queue('x', 'A', 'B');
    expect(news()).toEqual([`←2 A B ${reply(2)}`]);
  });

  it('answers at once if the client asks for it, or something is queued, or it is not alone', () => {
    const { send, queue, log } = serverWith();
    send(connect(1));
    const news = looking(log);
    news();
    send(connect(2, noWait));
    expect(news()).toEqual([`←2 ${reply(2)}`]);
    queue('x', 'A');
    send(connect(3));
    expect(news()).toEqual([`←3 A ${reply(3)}`]);
    send(`[{"id":"4","channel":"/service/p","clientId":"x"},${connect(5).slice(1)}`);
    expect(news()).toEqual([`←4 {"ack":true} ${reply(5)}`]);
  });

  it('answers a held connect without events when its time is over', () => {
    const { send, clock, log } = serverWith({ timeout: 2000 });
    send(connect(1));
    send(connect(2));
    const news = looking(log);
    news();
    clock.advance(1999);
    expect(news()).toEqual([]);
    clock.advance(1);
    expect(news()).toEqual([`←2 ${reply(2)}`]);
  });

  it('ends a held connect when another one comes', () => {
    const { send, queue, log } = serverWith();
    send(connect(1));
    const news = looking(log);
    send(connect(2));
    send(connect(3));
    expect(news()).toEqual([`←1 ${reply(1)}`, '←2 500']);
    queue('x', 'A');
    expect(news()).toEqual([`←3 A ${reply(3)}`]);
  });

  it('keeps for the next connect what comes after the connection of a held one is gone', () => {
    const { send, queue, log } = serverWith();
    send(connect(1));
    const forget = send(connect(2));
    const news = looking(log);
    news();
    forget();
    queue('x', 'A');
    expect(news()).toEqual([]);
    send(connect(3));
    expect(news()).toEqual([`←3 A ${reply(3)}`]);
  });

  it('lets events ride on any response, before the replies, each client its own', () => {
    const { send, queue, log } = serverWith();
    const news = looking(log);
    queue('x', 'A', 'B');
    queue('y', 'C');
    send('[{"id":"1","channel":"/meta/subscribe","clientId":"x","subscription":["/a","/b"]}]');
    expect(news()).toEqual([
      '   x has /a /b',
      '←1 A B {"channel":"/meta/subscribe","successful":true,"id":"1","subscription":["/a","/b"]}',
    ]);
  });

  it('echoes ids as they stand, and leaves them out where there is none', () => {
    const { send, log } = serverWith();
    const news = looking(log);
    send(
      '{"id":12345678901234567890,"channel":"/meta/unsubscribe","clientId":"x","subscription":"/a"}',
    );
    send('{"channel":"/meta/disconnect","clientId":"x"}');
    expect(news()).toEqual([
      '   x has ',
      '←1 {"channel":"/meta/unsubscribe","successful":true,"id":12345678901234567890,"subscription":"/a"}',
      '←2 {"channel":"/meta/disconnect","successful":true}',
    ]);
  });

  it('tells an unknown client so, with the advice to shake hands on a connect only', () => {
    const { send, log } = serverWith();
    const news = looking(log);
    send('[{"id":"1","channel":"/meta/connect","clientId":"who"}]');
    send('[{"id":"2","channel":"/meta/subscribe","clientId":"who","subscription":"/a"}]');
    send('[{"id":"3","channel":"/meta/connect"}]');
    const unknown = '"successful":false,"error":"402::session_unknown"';
    const advice = ',"advice":{"reconnect":"handshake","interval":0}';
    expect(news()).toEqual([
      `←1 {"id":"1","channel":"/meta/connect",${unknown}${advice}}`,
      `←2 {"id":"2","channel":"/meta/subscribe",${unknown}}`,
      `←3 {"id":"3","channel":"/meta/connect",${unknown}${advice}}`,
    ]);
  });

  it('says what the recorded server said, with ids of its own', () => {
    const said = (text: string): RecordedReply => ({ text, headers: [] });
    const { send, log } = serverWith({
      unknownClient: '402::Unknown client',
      replies: new Map<ReplyKind, RecordedReply>([
        [
          'connect',
          said('{"successful":true,"channel":"/meta/connect","id":"99","ext":{"ack":7}}'),
        ],
        [
          'subscribe',
          said(
            '{"x":1,"clientId":"old","channel":"/meta/subscribe","subscription":"/z","successful":true}',
          ),
        ],
      ]),
      refused: new Map([
        [
          '/no',
          said(
            '{"successful":false,"id":"5","subscription":"/no","error":"403:denied:create_denied"}',
          ),
        ],
      ]),
    });
    const news = looking(log);
    send(connect(1));
    send('[{"id":"2","channel":"/meta/subscribe","clientId":"x","subscription":"/a"}]');
    send('[{"id":"3","channel":"/meta/subscribe","clientId":"x","subscription":"/no"}]');
    send('[{"id":"4","channel":"/meta/subscribe","clientId":"who","subscription":"/a"}]');
    send('[{"id":"5","channel":"/meta/subscribe","clientId":"x"}]');
    expect(news()).toEqual([
      '←1 {"successful":true,"channel":"/meta/connect","id":"1"}',
      '   x has /a',
      '←2 {"x":1,"clientId":"x","channel":"/meta/subscribe","subscription":"/a","successful":true,"id":"2"}',
      '←3 {"successful":false,"id":"3","subscription":"/no","error":"403:denied:create_denied","channel":"/meta/subscribe"}',
      '←4 {"id":"4","channel":"/meta/subscribe","successful":false,"error":"402::Unknown client"}',
      '←5 {"id":"5","channel":"/meta/subscribe","successful":false,"error":"403::subscription_missing"}',
    ]);
  });

  it('sends again what a client with the acknowledgement extension did not get', () => {
    const { send, queue, log } = serverWith({}, true);
    const news = looking(log);
    queue('x', 'A');
    send(connect(1, ',"ext":{"ack":0}'));
    queue('x', 'B');
    send('[{"id":"2","channel":"/meta/subscribe","clientId":"x","subscription":"/a"}]');
    send(connect(3, ',"ext":{"ack":0}'));
    send(connect(4, `,"ext":{"ack":2}${noWait}`));
    expect(news()).toEqual([
      `←1 A ${reply(1, ',"ext":{"ack":1}')}`,
      '   x has /a',
      '←2 {"channel":"/meta/subscribe","successful":true,"id":"2","subscription":"/a"}',
      `←3 A B ${reply(3, ',"ext":{"ack":2}')}`,
      `←4 ${reply(4, ',"ext":{"ack":3}')}`,
    ]);
  });

  it('lets all held connects go when it closes', () => {
    const { send, server, log } = serverWith();
    send(connect(1));
    send(connect(2));
    const news = looking(log);
    news();
    server.close();
    expect(news()).toEqual([`←2 ${reply(2)}`]);
  });
});

describe('a handshake reply', () => {
  it('is the recorded one, but for what belongs to the live session', () => {
    const [request] = parseBatch('{"id":"1","channel":"/meta/handshake"}') ?? [];
    const recorded =
      '{"minimumVersion":"1.0","clientId":"old","supportedConnectionTypes":["websocket","long-polling"],"advice":{"interval":0,"hosts":["a"],"timeout":1},"ext":{"timesync":{},"mine":1},"successful":true}';
    expect(request && handshakeReply(recorded, request, 'new')).toBe(
      '{"minimumVersion":"1.0","clientId":"new","supportedConnectionTypes":["websocket","long-polling","callback-polling"],"advice":{"interval":0,"timeout":1},"ext":{"mine":1},"successful":true,"id":"1"}',
    );
  });
});
