import { afterEach, describe, expect, it } from 'vitest';
import type { FlowDecisions } from '../../../src/drive/values/flow-decisions.js';
import type { Recording } from '../../../src/recording/reader.js';
import type { RecordingBuilder } from '../../recording/build-recording.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { recordingOf } from '../../replay/recording-of.js';
import { ambiguousLines, flowOf, followedLines, openShipped, shipped } from './flow-of.js';

const folder = temporaryFolder();
const open: Recording[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** What is followed, then what is ambiguous. */
function found(
  build: (b: RecordingBuilder, session: number) => void,
  decisions?: FlowDecisions,
): readonly string[] {
  const recording = recordingOf(folder, (b) => build(b, b.session('a1')));
  open.push(recording);
  const flow = flowOf(recording, decisions);
  return [...followedLines(flow), ...ambiguousLines(flow)];
}

const get = (b: RecordingBuilder, session: number, path: string, responseBody: string): number =>
  b.exchange({ session, method: 'GET', path, responseBody });
const post = (
  b: RecordingBuilder,
  session: number,
  path: string,
  requestBody: string,
  responseBody = '{"statusCode":0}',
): number => b.exchange({ session, path, requestBody, responseBody });

describe('a value that one desktop was told', () => {
  it('is handed over where another carries it that was not', () => {
    const recording = recordingOf(folder, (b) => {
      const [ann, bob] = [b.session('ann'), b.session('bob')];
      post(b, ann, '/orders', '{}', '{"orderId":"O-71aa23"}');
      post(b, ann, '/orders/O-71aa23', '{}');
      post(b, bob, '/orders/O-71aa23', '{}');
      post(b, bob, '/orders/O-71aa23', '{"again":true}');
    });
    open.push(recording);
    const exchanges = [...recording.exchanges()];
    expect(flowOf(recording).handedOver).toEqual([
      {
        session: exchanges[2]?.session,
        asked: exchanges[2]?.seq,
        said: exchanges[0]?.responseSeq,
      },
    ]);
  });
});

describe('a value that the server handed out', () => {
  it('is followed from a notification into a path', () => {
    const lines = found((b, session) => {
      b.notification({
        session,
        data: '{"messageType":"TwitterStateChangeMessage","twitter":{"id":"01QQQG2M","capabilities":["Accept","Complete"]}}',
      });
      post(b, session, '/api/v2/me/tweets/01QQQG2M', '{"operationName":"Complete"}');
    });
    expect(lines).toEqual([
      '01QQQG2M: notification TwitterStateChangeMessage on /v2/me/tweets data/twitter/id → POST /api/v2/me/tweets/* path/5',
    ]);
  });

  it('is found at the end of a URI, in a list, and percent-encoded', () => {
    const lines = found((b, session) => {
      get(
        b,
        session,
        '/bins',
        '{"bins":[{"uri":"http://gws.test:8080/api/wb/AA11-22?x=1"},{"id":"BB/33:44"}]}',
      );
      post(b, session, '/bins?workbinIds=AA11-22,x', '{}');
      post(b, session, '/bins/AA11-22,AA11-22/open', '{}');
      post(b, session, '/bins/BB%2F33%3A44/open', '{}');
    });
    expect(lines).toEqual([
      'AA11-22: answer to GET /bins body/bins/*/uri → POST /bins query/workbinIds, POST /bins/*/open path/2',
      'BB/33:44: answer to GET /bins body/bins/*/id → POST /bins/*/open path/2',
    ]);
  });

  it('is a URI, handed back whole, relative or absolute', () => {
    const lines = found((b, session) => {
      get(
        b,
        session,
        '/me',
        '{"deviceUri":"http://gws.test:8080/api/devices/main","self":"/api/users/me"}',
      );
      post(b, session, '/x', '{"device":"http://gws.test:8080/api/devices/main"}');
      post(b, session, '/x', '{"device":"\\/api\\/devices\\/main"}');
      get(b, session, '/api/users/me', '{}');
    });
    expect(lines).toEqual([
      '/api/devices/main: answer to GET /me body/deviceUri → POST /x body/device',
      '/api/users/me: answer to GET /me body/self → GET /api/users/me path',
      'http://gws.test:8080/api/devices/main: answer to GET /me body/deviceUri → POST /x body/device',
    ]);
  });

  it('is a number beyond 2^53 with its digits, and a short one if names say so', () => {
    const lines = found((b, session) => {
      get(
        b,
        session,
        '/calls',
        '{"calls":[{"id":7,"callId":9007199254740993}],"statusCode":0,"total":3}',
      );
      get(b, session, '/calls/7', '{}');
      get(b, session, '/records/9007199254740993', '{}');
      get(b, session, '/pages/7?total=3&statusCode=0', '{}');
    });
    expect(lines).toEqual([
      '7: answer to GET /calls body/calls/*/id → GET /calls/* path/2',
      '9007199254740993: answer to GET /calls body/calls/*/callId → GET /records/* path/2',
      '7: short-number',
    ]);
  });

  it('is a short code where it is named an identifier', () => {
    const lines = found((b, session) => {
      b.notification({ session, data: '{"twitter":{"id":"T1","kind":"K9"}}' });
      post(b, session, '/me/tweets/T1', '{"kind":"K9"}');
    });
    expect(lines).toEqual([
      'T1: notification on /v2/me/tweets data/twitter/id → POST /me/tweets/T1 path/3',
    ]);
  });

  it('is a short number that a desktop said before in another place, but not in the same', () => {
    const lines = found((b, session) => {
      get(b, session, '/calls?page=7', '{"calls":[{"id":7}]}');
      get(b, session, '/calls/8', '{"call":{"id":8}}');
      get(b, session, '/calls/7', '{}');
      get(b, session, '/calls/8', '{}');
    });
    expect(lines).toEqual([
      '7: answer to GET /calls body/calls/*/id → GET /calls/* path/2',
      '8: asked-first',
    ]);
  });

  it('is a long number in a path, whatever it was called, but elsewhere only if it is named so', () => {
    const lines = found((b, session) => {
      get(b, session, '/a', '{"phone":4930123456,"size":100200,"contactId":123456}');
      post(
        b,
        session,
        '/contacts/4930123456',
        '{"size":100200,"other":123456,"contactIds":[123456]}',
      );
    });
    expect(lines).toEqual([
      '123456: answer to GET /a body/contactId → POST /contacts/* body/contactIds/*',
      '4930123456: answer to GET /a body/phone → POST /contacts/* path/2',
      '100200: plain-number',
    ]);
  });

  it('comes in a header: of a version, of a new resource, of a token', () => {
    const lines = found((b, session) => {
      b.exchange({
        session,
        path: '/drafts',
        requestBody: '{}',
        responseHeaders: [
          ['ETag', '"v"'],
          ['Location', 'http://gws.test:8080/drafts/d-2041'],
          ['X-Auth-Token', 'abc123def'],
        ],
      });
      b.exchange({
        session,
        method: 'PUT',
        path: '/drafts/d-2041',
        requestHeaders: [
          ['If-Match', '"v"'],
          ['Authorization', 'Bearer abc123def'],
        ],
        requestBody: '{}',
      });
    });
    expect(lines.toSorted()).toEqual([
      '"v": answer to POST /drafts header/etag → PUT /drafts/* header/if-match',
      'abc123def: answer to POST /drafts header/x-auth-token → PUT /drafts/* header/authorization',
      'd-2041: answer to POST /drafts header/location → PUT /drafts/* path/2',
    ]);
  });

  it('is what redaction put in the place of a token', () => {
    const token = '~abcdefghijklmnopqrstuv';
    const lines = found((b, session) => {
      post(
        b,
        session,
        '/token',
        '{"password":"~ponmlkjihgfedcbaponmlk"}',
        `{"access_token":"${token}"}`,
      );
      get(b, session, `/me?access_token=${token}`, '{}');
      post(b, session, '/again', '{"password":"~ponmlkjihgfedcbaponmlk"}');
    });
    expect(lines).toEqual([
      `${token}: answer to POST /token body/access_token → GET /me query/access_token`,
    ]);
  });

  it('goes into headers and queries of Bayeux, and of websockets', () => {
    const token = 'tok-4711-x';
    const lines = found((b, session) => {
      post(b, session, '/token', '{}', `{"access_token":"${token}"}`);
      b.exchange({
        session,
        path: '/cometd',
        requestHeaders: [['Authorization', `Bearer ${token}`]],
        requestBody: `[{"channel":"/meta/connect","clientId":"${token}","id":"1"}]`,
        responseBody: '[{"channel":"/meta/connect","id":"1","successful":true}]',
      });
      b.exchange({ session, method: 'GET', kind: 'websocket', path: `/ws?access_token=${token}` });
    });
    expect(lines).toEqual([
      `${token}: answer to POST /token body/access_token → POST /cometd header/authorization, GET /ws query/access_token`,
    ]);
  });

  it('may have been handed to another desktop', () => {
    const lines = found((b, session) => {
      const other = b.session('a2');
      b.notification({ session, data: '{"call":{"id":"CALL4711"}}' });
      post(b, other, '/calls/CALL4711', '{"operationName":"Answer"}');
    });
    expect(lines).toEqual([
      'CALL4711: notification on /v2/me/tweets data/call/id → POST /calls/* path/2',
    ]);
  });

  it('goes into what a desktop publishes', () => {
    const lines = found((b, session) => {
      get(b, session, '/room', '{"room":{"id":"room-0815-x"}}');
      b.exchange({
        session,
        path: '/cometd',
        requestBody:
          '[{"channel":"/chat","clientId":"c","id":"9","data":{"room":"room-0815-x","text":"hello"}}]',
        responseBody: '[{"channel":"/chat","id":"9","successful":true}]',
      });
    });
    expect(lines).toEqual([
      'room-0815-x: answer to GET /room body/room/id → publish on /chat data/room',
    ]);
  });
});

describe('nothing is followed', () => {
  it('that a desktop said first', () => {
    const lines = found((b, session) => {
      post(b, session, '/campaigns', '{"operationName":"Get","referenceId":"123456789"}');
      b.notification({ session, data: '{"referenceId":"123456789"}' });
    });
    expect(lines).toEqual([]);
  });

  it('without a word if a desktop said it first and again after the server', () => {
    const lines = found((b, session) => {
      get(b, session, '/calls/CALL4711', '{"call":{"id":"CALL4711"}}');
      post(b, session, '/calls/CALL4711', '{}');
    });
    expect(lines).toEqual(['CALL4711: asked-first']);
  });

  it('that is an operation, a state, a medium, a date, a version or a text', () => {
    const lines = found((b, session) => {
      get(
        b,
        session,
        '/me',
        '{"capabilities":["Complete","Transfer"],"state":"Ready","succeeded":[{"channel":"voice"}],"version":"8.5.202.96","at":"2015-03-02 12:26:14","text":"call 4711 now","flag":true,"none":"","lang":"en-US"}',
      );
      post(
        b,
        session,
        '/me/channels/voice',
        '{"operationName":"Complete","next":"Transfer","state":"Ready","channels":["voice"],"version":"8.5.202.96","since":"2015-03-02 12:26:14","text":"call 4711 now","flag":true,"none":"","lang":"en-US"}',
      );
    });
    expect(lines).toEqual([]);
  });

  it('that is the name of a user', () => {
    const lines = found((b, session) => {
      const other = b.session('agent1001');
      get(b, session, '/users', '{"users":[{"userName":"agent1001"}]}');
      get(b, other, '/users/agent1001', '{}');
    });
    expect(lines).toEqual(['agent1001: user-name']);
  });

  it('that looks like a word, but it is named where it goes like an identifier', () => {
    const lines = found((b, session) => {
      get(b, session, '/queues', '{"queues":[{"id":"sales"}]}');
      get(b, session, '/queues/sales', '{}');
    });
    expect(lines).toEqual(['sales: word']);
  });

  it('that is a reference which the desktop may count itself', () => {
    const lines = found((b, session) => {
      post(b, session, '/calls', '{}', '{"referenceId":12}');
      post(b, session, '/campaigns', '{"referenceId":12}');
    });
    expect(lines).toEqual(['12: own-reference']);
  });

  it('of cookies and CSRF tokens, which a client of its own knows', () => {
    const lines = found((b, session) => {
      b.exchange({
        session,
        method: 'GET',
        path: '/me',
        responseHeaders: [
          ['Set-Cookie', 'JSESSIONID=~abcdefghijklmnopqrstuv; Path=/'],
          ['X-CSRF-HEADER', 'X-CSRF-TOKEN'],
          ['X-CSRF-TOKEN', '~bbcdefghijklmnopqrstuv'],
        ],
      });
      b.exchange({
        session,
        path: '/me',
        requestHeaders: [
          ['Cookie', 'JSESSIONID=~abcdefghijklmnopqrstuv'],
          ['X-CSRF-TOKEN', '~bbcdefghijklmnopqrstuv'],
        ],
        requestBody: '{}',
      });
    });
    expect(lines).toEqual([]);
  });

  it('of them but where they stand in other places', () => {
    const lines = found((b, session) => {
      b.exchange({
        session,
        method: 'GET',
        path: '/me',
        responseHeaders: [
          ['Set-Cookie', 'JSESSIONID=~abcdefghijklmnopqrstuv; Path=/'],
          ['X-CSRF-TOKEN', '~bbcdefghijklmnopqrstuv'],
        ],
      });
      get(b, session, '/me;jsessionid=~abcdefghijklmnopqrstuv?csrf=~bbcdefghijklmnopqrstuv', '{}');
    });
    expect(lines).toEqual([
      '~abcdefghijklmnopqrstuv: answer to GET /me header/set-cookie → GET /me;jsessionid=* path/1',
      '~bbcdefghijklmnopqrstuv: answer to GET /me header/x-csrf-token → GET /me;jsessionid=* query/csrf',
    ]);
  });
});

describe('a decision', () => {
  const build = (b: RecordingBuilder, session: number) => {
    get(b, session, '/queues', '{"queues":[{"id":"sales","name":"sales"}],"me":"01QQ7788"}');
    get(b, session, '/queues/sales', '{}');
    get(b, session, '/users/01QQ7788', '{}');
  };

  it('has a word followed, from where it says', () => {
    const lines = found(build, [
      {
        from: 'answer to GET /queues body/queues/*/name',
        to: 'GET /queues/* path/2',
        follow: true,
      },
    ]);
    expect(lines).toEqual([
      '01QQ7788: answer to GET /queues body/me → GET /users/* path/2',
      'sales: answer to GET /queues body/queues/*/name → GET /queues/sales path/2',
    ]);
  });

  it('keeps a value as it was recorded', () => {
    expect(found(build, [{ value: '01QQ7788', follow: false }])).toEqual(['sales: word']);
  });

  it('that stands first is the one that counts', () => {
    const lines = found(build, [
      { value: 'sales', follow: false },
      { to: 'GET /queues/* path/2', follow: true },
      { to: 'GET /users/**', follow: false },
    ]);
    expect(lines).toEqual([]);
  });
});

describe('in the shipped recordings', () => {
  it.each(shipped)('all that is followed is ids of interactions: %s', (name) => {
    const recording = openShipped(name);
    open.push(recording);
    const flow = flowOf(recording);
    const ids = new Set<string>();
    for (const { path, status } of recording.exchanges()) {
      const id = /01QQQG2MU214\w{4}/u.exec(path)?.[0];
      if (id !== undefined && status !== 404) ids.add(id);
    }
    expect(flow.followed.map(({ value }) => value).toSorted()).toEqual([...ids].sort());
    expect(ambiguousLines(flow).filter((line) => line !== '5005: short-number')).toEqual([]);
  });
});
