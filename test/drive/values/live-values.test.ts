import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { FlowDecisions } from '../../../src/drive/values/flow-decisions.js';
import { LiveValues } from '../../../src/drive/values/live-values.js';
import type { Headers } from '../../../src/recording/exchange.js';
import type { Recording } from '../../../src/recording/reader.js';
import type { RecordingBuilder } from '../../recording/build-recording.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { recordingOf } from '../../replay/recording-of.js';
import { flowOf } from './flow-of.js';

const folder = temporaryFolder();
const open: Recording[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** A desktop that plays a recording: what it is answered is said, what it asks is read. */
function playing(
  build: (b: RecordingBuilder) => void,
  { origin = null, decisions }: { origin?: string | null; decisions?: FlowDecisions } = {},
) {
  const recording = recordingOf(folder, build);
  open.push(recording);
  const live = new LiveValues(flowOf(recording, decisions), origin);
  const exchange = (id: number) => {
    const found = recording.exchange(id);
    if (found === null) throw new Error(`no exchange ${id}`);
    return found;
  };
  const message = (id: number) => {
    const found = recording.message(id);
    if (found === null) throw new Error(`no message ${id}`);
    return found;
  };
  return {
    live,
    answer(id: number, body: string, headers: Headers = [], status = 200): void {
      live.answered(exchange(id), { status, headers, body: Buffer.from(body) });
    },
    notify: (id: number, data: string | null): void => live.notified(message(id), data),
    /** Path, body, and what is unresolved. */
    ask(id: number): string {
      const { path, body, unresolved } = live.request(exchange(id));
      const missing = unresolved.length === 0 ? [] : ['without', ...unresolved];
      return [path, Buffer.from(body ?? []).toString(), ...missing]
        .filter((each) => each !== '')
        .join(' ');
    },
    request: (id: number) => live.request(exchange(id)),
    publish: (id: number) => live.publishData(message(id)),
  };
}

/** An agent who is told something by `GET /told` and asks the rest. */
function agent(
  b: RecordingBuilder,
  responseBody: string,
  requests: readonly [path: string, body?: string][],
) {
  const session = b.session('a1');
  const told = b.exchange({ session, method: 'GET', path: '/told', responseBody });
  const asked = requests.map(([path, requestBody = '']) =>
    b.exchange({ session, path, requestBody, responseBody: '{}' }),
  );
  return { told, asked };
}

function telling(responseBody: string, requests: readonly [path: string, body?: string][]) {
  let ids = { told: 0, asked: [] as number[] };
  const desktop = playing((b) => {
    ids = agent(b, responseBody, requests);
  });
  return {
    ...desktop,
    told: (body: string): void => desktop.answer(ids.told, body),
    asks: (): readonly string[] => ids.asked.map((id) => desktop.ask(id)),
  };
}

describe('a request', () => {
  it('goes as it was recorded, and says so, until something live is known', () => {
    const { told, asks } = telling('{"call":{"id":"CALL4711"}}', [
      ['/calls/CALL4711', '{"a" : 1.10}'],
    ]);
    expect(asks()).toEqual(['/calls/CALL4711 {"a" : 1.10} without CALL4711']);
    told('{"call":{"name":"no id"}}');
    told('no JSON');
    told('[]');
    expect(asks()).toEqual(['/calls/CALL4711 {"a" : 1.10} without CALL4711']);
    told('{"call":{"id":"NEW-1"}}');
    expect(asks()).toEqual(['/calls/NEW-1 {"a" : 1.10}']);
  });

  it('carries what is live, encoded for where it stands', () => {
    const { told, asks } = telling('{"id":"CALL4711"}', [
      ['/calls/CALL4711;v=1/CALL4711?callId=CALL4711&x=%20', '{"id":"CALL4711","n":"\\u00e9"}'],
    ]);
    told('{"id":"a/b \\"é\\"&+"}');
    expect(asks()).toEqual([
      '/calls/a%2Fb%20%22%C3%A9%22&+;v=1/a%2Fb%20%22%C3%A9%22&+?callId=a%2Fb%20%22%C3%A9%22%26%2B&x=%20 {"id":"a/b \\"é\\"&+","n":"\\u00e9"}',
    ]);
  });

  it('carries it where it is a part of a segment that holds what can not stand there', () => {
    const { told, asks } = telling('{"dn":"ou=T-4711aa/x y"}', [['/things/ou%3DT-4711aa%2Fx%20y']]);
    told('{"dn":"ou=N-99/x y"}');
    expect(asks()).toEqual(['/things/ou%3DN-99%2Fx%20y']);
  });

  it('carries it in the type that the new server has, if it was passed on as it came', () => {
    const { told, asks } = telling('{"callId":9007199254740993}', [
      ['/calls', '{"callId":9007199254740993}'],
      ['/calls', '{"callId":"9007199254740993"}'],
      ['/calls/9007199254740993'],
    ]);
    told('{"callId":9007199254740995}');
    expect(asks()).toEqual([
      '/calls {"callId":9007199254740995}',
      '/calls {"callId":"9007199254740995"}',
      '/calls/9007199254740995',
    ]);
  });

  it('makes a string of a number where the new server has strings', () => {
    const { told, asks } = telling('{"callId":9007199254740993}', [
      ['/calls', '{"callId":9007199254740993}'],
      ['/calls', '{"callId":"9007199254740993"}'],
    ]);
    told('{"callId":"c-1"}');
    expect(asks()).toEqual(['/calls {"callId":"c-1"}', '/calls {"callId":"c-1"}']);
  });

  it('makes a number of a string where the new server has numbers', () => {
    const { told, asks } = telling('{"callId":"CALL4711"}', [['/calls', '{"callId":"CALL4711"}']]);
    told('{"callId":12345678901234567890}');
    expect(asks()).toEqual(['/calls {"callId":12345678901234567890}']);
  });

  it('hands a URI back as the new server has it, or only its id if the URI is gone', () => {
    const uri = 'http://gws.test:8080/api/calls/CALL4711';
    const requests: [string, string][] = [['/x', `{"uri":"${uri}"}`]];
    const whole = telling(`{"uri":"${uri}"}`, requests);
    whole.told('{"uri":"https://new/v3/c/77"}');
    expect(whole.asks()).toEqual(['/x {"uri":"https://new/v3/c/77"}']);
    const part = telling(`{"uri":"${uri}","id":"CALL4711"}`, requests);
    part.told('{"id":"C77"}');
    expect(part.asks()).toEqual(['/x {"uri":"http://gws.test:8080/api/calls/C77"}']);
  });

  it('names the new server where it named the recorded one', () => {
    let id = 0;
    const desktop = playing(
      (b) => {
        id = b.exchange({
          session: b.session('a1'),
          path: '/x?to=http%3A%2F%2Fgws.test%3A8080%2Fcb',
          requestBody: '{"cb":"http:\\/\\/gws.test:8080\\/cb","other":"http://else.test/cb"}',
        });
      },
      { origin: 'http://127.0.0.1:9' },
    );
    expect(desktop.ask(id)).toBe(
      '/x?to=http%3A%2F%2F127.0.0.1%3A9%2Fcb {"cb":"http:\\/\\/127.0.0.1:9\\/cb","other":"http://else.test/cb"}',
    );
  });

  it('that is a URI which was handed out goes where the new one says', () => {
    const { told, asks } = telling('{"next":"http://gws.test:8080/list/more?page=two"}', [
      ['/list/more?page=two'],
    ]);
    told('{"next":"http://new.test/v3/list?cursor=x"}');
    expect(asks()).toEqual(['/v3/list?cursor=x']);
  });

  it('keeps a body that no value stands in, byte for byte, encoded or not', () => {
    const content = Buffer.from('{"id":"CALL4711"}');
    const encoded = gzipSync(content);
    const body = {
      content,
      encoded,
      encoding: 'gzip',
      length: encoded.length,
      digest: null,
      omitted: null,
    };
    const ids = { told: 0, gzip: 0, binary: 0 };
    const requestHeaders: Headers = [
      ['Content-Encoding', 'gzip'],
      ['Content-Type', 'application/json'],
    ];
    const desktop = playing((b) => {
      const session = b.session('a1');
      ids.told = b.exchange({
        session,
        method: 'GET',
        path: '/t',
        responseBody: '{"id":"CALL4711"}',
      });
      ids.gzip = b.exchange({ session, path: '/x', requestHeaders, requestBody: body });
      ids.binary = b.exchange({ session, path: '/x', requestBody: Uint8Array.of(0xff, 0, 0x22) });
    });
    expect(Buffer.from(desktop.request(ids.gzip).body ?? [])).toEqual(encoded);
    expect(desktop.request(ids.gzip).headers).toEqual(requestHeaders);
    expect([...(desktop.request(ids.binary).body ?? [])]).toEqual([0xff, 0, 0x22]);
    desktop.answer(ids.told, '{"id":"N"}');
    expect(desktop.ask(ids.gzip)).toBe('/x {"id":"N"}');
    expect(desktop.request(ids.gzip).headers).toEqual([['Content-Type', 'application/json']]);
  });

  it('carries tokens and versions in its headers, and no line break', () => {
    const ids = { told: 0, asked: 0 };
    const desktop = playing((b) => {
      const session = b.session('a1');
      ids.told = b.exchange({
        session,
        path: '/login',
        responseHeaders: [['ETag', '"1"']],
        responseBody: '{"access_token":"tok-4711-x"}',
      });
      ids.asked = b.exchange({
        session,
        path: '/me',
        requestHeaders: [
          ['Authorization', 'Bearer tok-4711-x'],
          ['If-Match', '"1"'],
          ['Accept', '*/*'],
        ],
      });
    });
    desktop.answer(ids.told, '{"access_token":"new\\r\\nX-Evil: 1"}', [['etag', '"2"']]);
    expect(desktop.request(ids.asked)).toMatchObject({
      headers: [
        ['Authorization', 'Bearer newX-Evil: 1'],
        ['If-Match', '"2"'],
        ['Accept', '*/*'],
      ],
      replacedHeaders: ['authorization', 'if-match'],
    });
  });

  it('is left alone where the value only happens to stand, or stood before it was handed out', () => {
    const ids = { before: 0, told: 0, after: 0 };
    const desktop = playing((b) => {
      const session = b.session('a1');
      ids.told = b.exchange({
        session,
        method: 'GET',
        path: '/t',
        responseBody: '{"calls":[{"id":7}]}',
      });
      ids.after = b.exchange({ session, path: '/calls/7', requestBody: '{"count":7}' });
    });
    desktop.answer(ids.told, '{"calls":[{"id":8}]}');
    expect(desktop.ask(ids.after)).toBe('/calls/8 {"count":7}');
  });
});

describe('what a live server says', () => {
  it('is found in a list whose order has changed, by what is known, then by what it says', () => {
    const list =
      '{"calls":[{"id":"CALL0001","who":"x"},{"id":"CALL0002","who":"y"},{"id":"CALL0003","who":"y"}]}';
    const { told, asks } = telling(list, [
      ['/calls/CALL0001'],
      ['/calls/CALL0002'],
      ['/calls/CALL0003'],
    ]);
    told('{"calls":[{"id":"N2","who":"y","new":1},{"id":"N3","who":"y"},{"id":"N1","who":"x"}]}');
    expect(asks()).toEqual(['/calls/N1', '/calls/N2', '/calls/N3']);
    told('{"calls":[{"id":"N3","who":"x"},{"id":"N1","who":"x"},{"id":"N2","who":"x"}]}');
    expect(asks()).toEqual(['/calls/N1', '/calls/N2', '/calls/N3']);
  });

  it('is the same in a list whose order has changed, if the server knows it as it was recorded', () => {
    const { told, asks } = telling('{"ids":["CALL0001","CALL0002","CALL0003"]}', [
      ['/calls/CALL0001'],
      ['/calls/CALL0003'],
    ]);
    told('{"ids":["CALL0003","N2","CALL0001"]}');
    expect(asks()).toEqual(['/calls/CALL0001', '/calls/CALL0003']);
  });

  it('is not confused by what all items of a list have in common', () => {
    const list = (ids: readonly string[], owner: string) =>
      `{"calls":[${ids.map((id, n) => `{"owner":"${owner}","id":"${id}","n":"x${n}"}`)}]}`;
    const { told, asks } = telling(list(['CALL0001', 'CALL0002'], 'USER0007'), [
      ['/users/USER0007'],
      ['/calls/CALL0001'],
    ]);
    told(list(['N1'], 'U'));
    expect(asks()).toEqual(['/users/U', '/calls/N1']);
    told('{"calls":[{"owner":"U","id":"N2","n":"x1"},{"owner":"U","id":"N1","n":"x0"}]}');
    expect(asks()).toEqual(['/users/U', '/calls/N1']);
  });

  it('is found though the member around it has another name', () => {
    const { told, asks } = telling('{"statusCode":0,"twitter":{"id":"01QQ7788"}}', [
      ['/x/01QQ7788'],
    ]);
    told('{"statusCode":0,"tweet":{"id":"N1"}}');
    expect(asks()).toEqual(['/x/N1']);
  });

  it('teaches nothing where more things are listed, and none is like the recorded one', () => {
    const { told, asks } = telling('{"calls":[{"id":"CALL0001","who":"x"}]}', [
      ['/calls/CALL0001'],
    ]);
    told('{"calls":[{"id":"N1","who":"y"},{"id":"N2","who":"z"}]}');
    expect(asks()).toEqual(['/calls/CALL0001 without CALL0001']);
  });

  it('comes by notifications, and goes into what is published', () => {
    const ids = { told: 0, published: 0 };
    const desktop = playing((b) => {
      const session = b.session('a1');
      ids.told = b.notification({ session, data: '{"room":{"id":"ROOM-77-x"}}' });
      const exchange = b.exchange({
        session,
        path: '/cometd',
        requestBody: '[{"channel":"/chat","clientId":"c","data":{ "room":"ROOM-77-x" },"id":"9"}]',
        responseBody: '[{"channel":"/chat","id":"9","successful":true}]',
      });
      ids.published = b.messagesOf(exchange)[0] ?? 0;
    });
    expect(desktop.publish(ids.published)).toBe('{ "room":"ROOM-77-x" }');
    desktop.notify(ids.told, null);
    desktop.notify(ids.told, '{"room":{"id":"R2"}}');
    expect(desktop.publish(ids.published)).toBe('{ "room":"R2" }');
    expect(desktop.live.liveValueOf('ROOM-77-x')).toBe('R2');
    expect(desktop.live.liveValueOf('unheard')).toBeUndefined();
  });

  it('to another desktop is used until the desktop is told itself', () => {
    const ids = { one: 0, two: 0, ask: 0 };
    const desktop = playing((b) => {
      const a1 = b.session('a1');
      const a2 = b.session('a2');
      ids.one = b.notification({ session: a1, data: '{"call":{"id":41}}' });
      ids.two = b.notification({ session: a2, data: '{"call":{"id":41}}' });
      ids.ask = b.exchange({ session: a2, path: '/calls/41' });
    });
    desktop.notify(ids.one, '{"call":{"id":51}}');
    expect(desktop.ask(ids.ask)).toBe('/calls/51');
    desktop.notify(ids.two, '{"call":{"id":61}}');
    expect(desktop.ask(ids.ask)).toBe('/calls/61');
  });

  it('of a counter that begins anew replaces what it was before, but an id stays', () => {
    const ids = { counter: [0, 0], id: [0, 0], asked: 0 };
    const desktop = playing((b) => {
      const session = b.session('a1');
      const tell = (data: string) => b.notification({ session, data });
      ids.counter = [tell('{"call":{"id":1}}'), tell('{"call":{"id":1}}')];
      ids.id = [tell('{"chat":{"id":"CHAT0001"}}'), tell('{"chat":{"id":"CHAT0001"}}')];
      ids.asked = b.exchange({ session, path: '/calls/1/chats/CHAT0001' });
    });
    const [first = 0, second = 0] = ids.counter;
    const [one = 0, two = 0] = ids.id;
    desktop.notify(first, '{"call":{"id":5}}');
    desktop.notify(one, '{"chat":{"id":"N1"}}');
    expect(desktop.ask(ids.asked)).toBe('/calls/5/chats/N1');
    desktop.notify(second, '{"call":{"id":6}}');
    desktop.notify(two, '{"chat":{"id":"N2"}}');
    expect(desktop.ask(ids.asked)).toBe('/calls/6/chats/N1');
  });

  it('of a token that changes is the latest', () => {
    const ids = { one: 0, two: 0, asked: 0 };
    const desktop = playing((b) => {
      const session = b.session('a1');
      const tell = () =>
        b.exchange({
          session,
          path: '/x',
          requestBody: '{}',
          responseBody: '{"nextToken":"tok-4711"}',
        });
      ids.one = tell();
      ids.two = tell();
      ids.asked = b.exchange({ session, path: '/y', requestBody: '{"token":"tok-4711"}' });
    });
    desktop.answer(ids.one, '{"nextToken":"a"}');
    desktop.answer(ids.two, '{"nextToken":"b"}');
    expect(desktop.ask(ids.asked)).toBe('/y {"token":"b"}');
  });

  it('of two things that were one in the recording goes by names, and is told of', () => {
    const { told, asks, live } = telling('{"id":"CALL4711","parentCallId":"CALL4711"}', [
      ['/calls/CALL4711', '{"parentCallId":"CALL4711"}'],
    ]);
    told('{"id":"N1","parentCallId":"N2"}');
    expect(asks()).toEqual(['/calls/N1 {"parentCallId":"N2"}']);
    expect(live.conflicts()).toEqual([{ value: 'CALL4711', names: ['id', 'parentCallId'] }]);
  });

  it('is learned from where a person decided', () => {
    let ids = { told: 0, asked: [] as number[] };
    const desktop = playing(
      (b) => {
        ids = agent(b, '{"id":"CALL4711","parentCallId":"CALL4711"}', [['/calls/CALL4711']]);
      },
      { decisions: [{ from: '** body/parentCallId', follow: true }] },
    );
    desktop.answer(ids.told, '{"id":"N1","parentCallId":"N2"}');
    expect(desktop.ask(ids.asked[0] ?? 0)).toBe('/calls/N2');
  });

  it('may be hostile: names of JavaScript, deep, of another kind', () => {
    const { told, asks } = telling('{"__proto__":{"id":"CALL4711"},"a":[[["CALL4711"]]]}', [
      ['/calls/CALL4711'],
    ]);
    told('{"a":{"constructor":1},"__proto__":[]}');
    told(`${'['.repeat(100_000)}`);
    told('{"a":[[[{"x":1}]]]}');
    expect(asks()).toEqual(['/calls/CALL4711 without CALL4711']);
    told('{"__proto__":{"id":"N1"}}');
    expect(asks()).toEqual(['/calls/N1']);
    expect(({} as Record<string, unknown>).id).toBeUndefined();
  });
});
