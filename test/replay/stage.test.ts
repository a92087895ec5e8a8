import { describe, expect, it } from 'vitest';
import type { LiveRequest } from '../../src/replay/exchange-at-the-door.js';
import { renewal } from '../../src/replay/renewal.js';
import type { RecordingBuilder } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { pseudonym, recordedAgent, tweet, workday } from './agent-recording.js';
import { PaperDesktop, play, states, textOf } from './play.js';
import { recordingOf } from './recording-of.js';

const folder = temporaryFolder();
const oneAgent = (b: RecordingBuilder): void => workday(recordedAgent(b, 'a1'));
const live = (text: string): string => text.replaceAll('gws.test:8080', 'stand-in.test');
const start = '{"operationName":"StartContactCenterSession"}';

describe('the stage', () => {
  it('plays the day of an agent: answers, then what they cause', () => {
    using recording = recordingOf(folder, oneAgent);
    const stage = play(recording);
    const desktop = new PaperDesktop(stage);
    expect(desktop.ask('GET', '/api/v2/me')?.status).toBe(403);
    expect(textOf(desktop.logIn('a1'))).toContain('"uri":"http://stand-in.test/api/v2/users/a1"');
    expect(desktop.text('/api/v2/diagnostics/version')).toBe('{"version":"8.5.202.96"}');
    expect(desktop.handshake()).toMatchObject({
      successful: true,
      supportedConnectionTypes: ['websocket', 'long-polling', 'callback-polling'],
      advice: { reconnect: 'retry', interval: 0, timeout: 20000 },
    });
    desktop.connect();
    desktop.subscribe('/v2/me/*');
    expect(desktop.text('/api/v2/me/tweets')).toBe('{"tweets":[]}');
    expect(desktop.text('/api/v2/me', start)).toBe('{"statusCode":0}');
    desktop.connect();
    expect(states(desktop.notices)).toEqual(['Invited']);
    expect(desktop.text('/api/v2/me/tweets')).toBe('{"tweets":["Invited"]}');
    desktop.poll();
    expect(desktop.operate('Accept')).toBe('{"statusCode":0,"referenceId":45}');
    desktop.poll();
    expect(desktop.operate('Complete', { queuePath: '/contacts/1' })).toBe(
      '{"statusCode":0,"referenceId":46}',
    );
    expect(desktop.notices).toEqual(
      [tweet('Invited'), tweet('Processing', 45), tweet('Completed', 46)].map(
        (data) => `{"channel":"/v2/me/tweets","data":${live(data)}}`,
      ),
    );
    expect(stage.report()).toMatchObject({ unplayed: [], misses: [], undelivered: [] });
    expect(stage.report().played).toHaveLength(3);
  });

  it('queues what a call causes before its answer is released', () => {
    using recording = recordingOf(folder, oneAgent);
    const desktop = PaperDesktop.ready(play(recording), 'a1');
    const order: string[] = [];
    desktop.poll(() => order.push('notification'));
    desktop.send('POST', '/api/v2/me', start, {}, () => order.push('answer'));
    expect(order).toEqual(['notification', 'answer']);
  });

  it('shows a poll the state of its causal position, however often it asks', () => {
    using recording = recordingOf(folder, oneAgent);
    const desktop = PaperDesktop.ready(play(recording), 'a1');
    const poll = (): string => desktop.text('/api/v2/me/tweets');
    expect([poll(), poll(), poll()]).toEqual(Array(3).fill('{"tweets":[]}'));
    desktop.text('/api/v2/me', start);
    expect([poll(), poll()]).toEqual(Array(2).fill('{"tweets":["Invited"]}'));
    desktop.operate('Accept');
    expect(poll()).toBe('{"tweets":["Processing"]}');
  });

  it('answers a call as often as it was recorded, then with a miss', () => {
    using recording = recordingOf(folder, oneAgent);
    const stage = play(recording);
    const desktop = PaperDesktop.ready(stage, 'a1');
    desktop.operate('Accept');
    const again = desktop.ask('POST', '/api/v2/me/tweets/T1', '{"operationName":"Accept"}');
    expect(again?.status).toBe(404);
    expect(again?.headers).toContainEqual(['Understudy-Miss', '1']);
    expect(stage.report().misses[0]?.nearest[0]).toMatchObject({
      operation: 'Accept',
      differences: [{ path: 'answer', recorded: 'given already' }],
    });
    expect(desktop.ask('GET', '/nowhere')?.headers).toContainEqual(['Understudy-Miss', '2']);
    const nobody = new PaperDesktop(stage);
    expect(nobody.ask('GET', '/nowhere')?.headers).toContainEqual(['Understudy-Miss', '1']);
  });

  it('tells in a miss nothing of the secrets that the desktop sent', () => {
    using recording = recordingOf(folder, oneAgent);
    const stage = play(recording);
    const desktop = PaperDesktop.ready(stage, 'a1');
    const answer = desktop.ask(
      'POST',
      '/api/v2/login?access_token=hunter2',
      '{"password":"hunter3","user":"a1"}',
    );
    expect(stage.report().misses[0]?.asked).toMatchObject({
      path: '/api/v2/login?access_token=~',
      body: '{"password":"~","user":"a1"}',
    });
    expect(`${textOf(answer)}${JSON.stringify(stage.report())}`).not.toMatch(/hunter/);
  });

  it('keeps a notification until the desktop subscribes to its channel', () => {
    using recording = recordingOf(folder, oneAgent);
    const stage = play(recording);
    const desktop = PaperDesktop.ready(stage, 'a1', '/v2/me/calls');
    desktop.text('/api/v2/me', start);
    desktop.connect();
    expect(desktop.notices).toEqual([]);
    expect(stage.report().undelivered).toEqual([
      {
        notification: expect.any(Number),
        reason: 'the desktop is not subscribed to /v2/me/tweets',
      },
    ]);
    desktop.subscribe('/v2/me/tweets');
    expect(states(desktop.notices)).toEqual(['Invited']);
    expect(stage.report().undelivered).toEqual([]);
  });

  it('keeps what a call causes until the desktop shakes hands', () => {
    using recording = recordingOf(folder, oneAgent);
    const stage = play(recording);
    const desktop = new PaperDesktop(stage);
    desktop.logIn('a1');
    desktop.text('/api/v2/me', start);
    expect(stage.report().undelivered).toMatchObject([
      { reason: 'the desktop has no Bayeux session' },
    ]);
    desktop.handshake();
    desktop.subscribe('/v2/**');
    expect(states(desktop.notices)).toEqual(['Invited']);
  });

  it('answers what is no JSON on the Bayeux path with 400, and disturbs nobody', () => {
    using recording = recordingOf(folder, oneAgent);
    const stage = play(recording);
    const desktop = PaperDesktop.ready(stage, 'a1');
    for (const body of ['[{', '[]', '{"channel":7}', `${'['.repeat(5000)}`]) {
      expect(desktop.ask('POST', '/api/v2/notifications/connect', body)?.status).toBe(400);
    }
    desktop.text('/api/v2/me', start);
    desktop.connect();
    expect(states(desktop.notices)).toEqual(['Invited']);
    expect(stage.report().misses).toEqual([]);
  });

  it('plays to a desktop that subscribes to one wildcard what was recorded with many subscribes', () => {
    using recording = recordingOf(folder, (b) => {
      const agent = recordedAgent(b, 'a1');
      agent.logIn();
      agent.handshake();
      agent.subscribe('/v2/me/a');
      agent.call('/one', '{}', '{}');
      agent.subscribe('/v2/me/b');
      agent.notice('{"after":"second subscribe"}', '/v2/me/b');
      agent.get('/state', '"subscribed"');
      agent.call('/two', '{}', '{}');
    });
    const stage = play(recording);
    const desktop = PaperDesktop.ready(stage, 'a1', '/v2/me/*');
    desktop.connect();
    expect(desktop.notices).toEqual([]);
    desktop.text('/one', '{}');
    desktop.connect();
    expect(desktop.notices).toHaveLength(1);
    expect(desktop.text('/state')).toBe('"subscribed"');
  });

  it('takes consecutive subscribes for one act, whether in one batch or many', () => {
    const build = (b: RecordingBuilder): void => {
      const agent = recordedAgent(b, 'a1');
      agent.logIn();
      agent.handshake();
      agent.subscribe('/a', '/b');
      agent.notice('{"n":1}', '/b');
      agent.get('/state', '"first"');
      agent.call('/one', '{}', '{}');
      agent.subscribe('/c');
      agent.notice('{"n":2}', '/c');
      agent.get('/state', '"third"');
    };
    using recording = recordingOf(folder, build);
    const desktop = PaperDesktop.ready(play(recording), 'a1', '/a');
    for (const each of ['/b', '/x', '/y']) desktop.subscribe(each);
    expect(desktop.text('/state')).toBe('"first"');
    desktop.connect();
    expect(desktop.notices).toEqual(['{"channel":"/b","data":{"n":1}}']);
    desktop.text('/one', '{}');
    desktop.subscribe('/c');
    desktop.connect();
    expect(desktop.notices.slice(1)).toEqual(['{"channel":"/c","data":{"n":2}}']);
  });

  it('answers a publish as recorded, once, and reports one that it does not know', () => {
    using recording = recordingOf(folder, (b) => {
      const agent = recordedAgent(b, 'a1');
      agent.logIn();
      agent.handshake();
      agent.bayeux(
        [{ id: '2', channel: '/service/x', clientId: agent.clientId, data: { a: 1 } }],
        [{ id: '2', channel: '/service/x', successful: true, mine: 1 }],
      );
      agent.notice('{"answer":true}', '/service/x');
    });
    const stage = play(recording);
    const desktop = PaperDesktop.ready(stage, 'a1');
    const publish = (data: unknown): readonly unknown[] =>
      desktop.bayeux({ channel: '/service/x', data });
    expect(publish({ a: 1.0 })).toEqual([
      { id: expect.any(String), channel: '/service/x', successful: true, mine: 1 },
    ]);
    expect(desktop.notices).toEqual(['{"channel":"/service/x","data":{"answer":true}}']);
    expect(publish({ a: 1 })).toMatchObject([{ successful: true }]);
    expect(stage.report().misses).toHaveLength(1);
  });

  it('echoes a reference as the live client supplied it', () => {
    using recording = recordingOf(folder, (b) => {
      const agent = recordedAgent(b, 'a1');
      agent.logIn();
      agent.handshake();
      agent.subscribe('/v2/me/tweets');
      agent.call('/c', '{"operationName":"Get","referenceId":"r1"}', '{"referenceId":"r1"}', [
        '{"referenceId":"r1","n":1.10}',
      ]);
    });
    const desktop = PaperDesktop.ready(play(recording), 'a1');
    expect(desktop.text('/c', '{"referenceId":77,"operationName":"Get"}')).toBe(
      '{"referenceId":77}',
    );
    desktop.connect();
    expect(desktop.notices).toEqual([
      '{"channel":"/v2/me/tweets","data":{"referenceId":77,"n":1.10}}',
    ]);
  });

  it('gives a recorded 304 only to who has a copy; others the nearest full answer, or a miss', () => {
    using recording = recordingOf(folder, (b) => {
      const agent = recordedAgent(b, 'a1');
      const notModified = (path: string): void =>
        void b.exchange({
          session: agent.session,
          method: 'GET',
          path,
          requestHeaders: [
            ['Cookie', `JSESSIONID=${pseudonym('x')}`],
            ['If-None-Match', '"1"'],
          ],
          status: 304,
          reason: 'Not Modified',
        });
      agent.logIn();
      agent.get('/state', '"full"');
      agent.call('/one', '{}', '{}');
      notModified('/state');
      notModified('/never-full');
    });
    const stage = play(recording);
    const desktop = new PaperDesktop(stage);
    desktop.logIn('a1');
    desktop.text('/one', '{}');
    const copy = { 'If-None-Match': '"1"' };
    expect(desktop.ask('GET', '/state', null, copy)?.status).toBe(304);
    expect(desktop.text('/state')).toBe('"full"');
    expect(desktop.ask('GET', '/never-full', null, copy)?.status).toBe(304);
    expect(desktop.ask('GET', '/never-full')?.status).toBe(404);
    expect(stage.report().misses[0]?.nearest[0]?.differences).toEqual([
      { path: 'answer', recorded: '304, which means nothing to a client without a copy' },
    ]);
  });

  it('gives notifications ids and clientIds of its own where they had any', () => {
    using recording = recordingOf(folder, (b) => {
      const agent = recordedAgent(b, 'a1');
      agent.logIn();
      agent.handshake();
      agent.bayeux(
        [{ id: '2', channel: '/meta/connect', clientId: agent.clientId }],
        [
          { id: 'server-1', channel: '/service/x', clientId: agent.clientId, data: { id: 'kept' } },
          { id: '2', channel: '/meta/connect', successful: true },
        ],
      );
    });
    const desktop = new PaperDesktop(play(recording));
    desktop.logIn('a1');
    desktop.handshake();
    desktop.connect();
    const [notice] = desktop.notices;
    expect(JSON.parse(notice ?? '')).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      channel: '/service/x',
      clientId: desktop.clientId,
      data: { id: 'kept' },
    });
  });

  it('puts its origin in the place of the recorded ones in what is compared, too', () => {
    using recording = recordingOf(folder, (b) => {
      const agent = recordedAgent(b, 'a1');
      agent.logIn();
      agent.call('/x', '{"uri":"http://127.0.0.1:8080/a"}', '{"ok":true}');
    });
    const desktop = new PaperDesktop(play(recording));
    desktop.logIn('a1');
    expect(desktop.text('/x', '{"uri":"http://stand-in.test/a"}')).toBe('{"ok":true}');
  });
});

describe('CSRF tokens', () => {
  const token = pseudonym('token');
  const withTokens = (b: RecordingBuilder): void => {
    const session = b.session('a1');
    const cookie = ['Cookie', `JSESSIONID=${pseudonym('s')}`] as const;
    b.exchange({
      session,
      method: 'GET',
      path: '/api/v2/me',
      requestHeaders: [['Authorization', `Basic a1:${pseudonym('p')}`]],
      responseHeaders: [
        ['Set-Cookie', `JSESSIONID=${pseudonym('s')}`],
        ['X-CSRF-HEADER', 'X-CSRF-TOKEN'],
        ['X-CSRF-TOKEN', token],
      ],
      responseRedacted: ['header/x-csrf-token', 'header/set-cookie/JSESSIONID', 'body/token'],
      responseBody: `{"token":"${token}"}`,
    });
    b.exchange({ session, path: '/x', requestHeaders: [cookie], status: 403, responseBody: 'no' });
    for (const answer of ['first', 'second']) {
      b.exchange({
        session,
        path: '/x',
        requestHeaders: [cookie, ['X-CSRF-TOKEN', token]],
        responseBody: answer,
      });
    }
  };

  it('are made anew, the same one everywhere in a live session', () => {
    using recording = recordingOf(folder, withTokens);
    const stage = play(recording);
    const tokens = [1, 2].map(() => {
      const answer = new PaperDesktop(stage).logIn('a1');
      const [, value] = answer?.headers.find(([name]) => name === 'X-CSRF-TOKEN') ?? [];
      expect(textOf(answer)).toBe(`{"token":"${value}"}`);
      return value;
    });
    expect(tokens[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(tokens[1]).not.toBe(tokens[0]);
  });

  it('are missed where they were missed, and not elsewhere', () => {
    using recording = recordingOf(folder, withTokens);
    const stage = play(recording);
    const desktop = new PaperDesktop(stage);
    desktop.logIn('a1');
    expect(textOf(desktop.ask('POST', '/x', '', { 'X-CSRF-TOKEN': 't' }))).toBe('first');
    expect(desktop.ask('POST', '/x', '')?.status).toBe(403);
    expect(textOf(desktop.ask('POST', '/x', ''))).toBe('second');
    expect(stage.report().misses).toEqual([]);
  });
});

describe('tabs', () => {
  const twoTabs = (b: RecordingBuilder): void => {
    const agent = recordedAgent(b, 'a1');
    agent.logIn();
    for (const clientId of ['one', 'two']) {
      agent.handshake(clientId);
      agent.subscribe('/v2/me/tweets');
    }
    const call = agent.call('/x', '{}', '{}');
    const to = (clientId: string, data: string): number =>
      b.notification({ session: agent.session, clientId, data });
    b.link({ call, notification: to('one', '{"n":1}') });
    b.link({ call, notification: to('two', '{"n":1}'), copy: true });
    b.link({ call, notification: to('two', '{"n":2}') });
    to('one', '{"n":3}');
    b.notification({ session: agent.session, clientId: 'two', data: '{"n":3}' });
  };
  const numbers = (desktop: PaperDesktop): readonly string[] =>
    desktop.notices.map((each) => /"n":(\d)/.exec(each)?.[1] ?? '');

  it('get what the tabs of the recorded session got', () => {
    using recording = recordingOf(folder, twoTabs);
    const stage = play(recording);
    const first = PaperDesktop.ready(stage, 'a1');
    const second = first.anotherTab();
    second.handshake();
    second.connect();
    second.subscribe('/v2/me/*');
    first.text('/x', '{}');
    first.connect();
    second.connect();
    expect(numbers(first)).toEqual(['1', '3']);
    expect(numbers(second)).toEqual(['1', '2', '3']);
    expect(stage.report().undelivered).toEqual([]);
  });

  it('that are not there pass first deliveries to the first; second ones are dropped and reported', () => {
    using recording = recordingOf(folder, twoTabs);
    const stage = play(recording);
    const only = PaperDesktop.ready(stage, 'a1');
    only.text('/x', '{}');
    only.connect();
    expect(numbers(only)).toEqual(['1', '2', '3']);
    expect(stage.report().undelivered).toMatchObject([
      { reason: 'a second delivery, to a tab that the desktop did not open' },
      { reason: 'a second delivery, to a tab that the desktop did not open' },
    ]);
  });

  it('go on after a reload with what comes then', () => {
    using recording = recordingOf(folder, oneAgent);
    const desktop = PaperDesktop.ready(play(recording), 'a1');
    const reloaded = desktop.anotherTab();
    expect(reloaded.handshake()).not.toMatchObject({ clientId: desktop.clientId });
    reloaded.connect();
    reloaded.subscribe('/v2/me/*');
    reloaded.text('/api/v2/me', start);
    reloaded.connect();
    expect(states(reloaded.notices)).toEqual(['Invited']);
  });

  it('are unknown once they have disconnected', () => {
    using recording = recordingOf(folder, oneAgent);
    const desktop = PaperDesktop.ready(play(recording), 'a1');
    desktop.bayeux({ channel: '/meta/disconnect' });
    expect(desktop.connect()).toMatchObject([
      { successful: false, error: '402::session_unknown', advice: { reconnect: 'handshake' } },
    ]);
    desktop.clientId = '';
    expect(desktop.handshake()).toMatchObject({ successful: true });
  });

  it('are a hundred at most: a desktop that reloads for ever leaves no trace of the first', () => {
    using recording = recordingOf(folder, oneAgent);
    const stage = play(recording);
    const first = PaperDesktop.ready(stage, 'a1');
    const tabs = Array.from({ length: 100 }, () => first.anotherTab());
    for (const each of tabs) each.handshake();
    expect(first.connect()).toMatchObject([{ error: '402::session_unknown' }]);
    const last = tabs.at(-1) as PaperDesktop;
    last.connect();
    last.subscribe('/v2/me/*');
    last.text('/api/v2/me', start);
    last.connect();
    expect(states(last.notices)).toEqual(['Invited']);
  });
});

describe('a websocket', () => {
  const anonymous: LiveRequest = {
    method: 'GET',
    target: '/api/v2/notifications',
    headers: [['Host', 'stand-in.test']],
    body: null,
  };
  const handshake = '[{"id":"1","channel":"/meta/handshake","version":"1.0"}]';

  it('belongs to one live session, though nothing but itself tells whose it is', () => {
    using recording = recordingOf(folder, (b) => {
      const session = b.session();
      const exchange = b.exchange({
        session,
        method: 'GET',
        path: '/api/v2/notifications',
        kind: 'websocket',
        requestHeaders: [],
        status: 101,
      });
      b.message({ exchange, direction: 'to-server', message: handshake.slice(1, -1) });
      b.message({
        exchange,
        direction: 'to-desktop',
        message: '{"id":"1","channel":"/meta/handshake","clientId":"x","successful":true}',
      });
    });
    const frames: string[] = [];
    const conversation = play(recording).converse(anonymous, (text) => frames.push(text));
    for (let time = 0; time < 2; time++) expect(conversation?.take(handshake)).toBe(true);
    const { clientId } = renewal(1, 1, 1);
    expect(frames.map((each) => JSON.parse(each)[0].clientId)).toEqual([clientId(1), clientId(2)]);
  });

  it('can be opened only where the recording has Bayeux', () => {
    using recording = recordingOf(folder, oneAgent);
    const stage = play(recording);
    const opens = (target: string): boolean =>
      stage.converse({ ...anonymous, target }, () => {}) !== null;
    expect(
      ['', '/', '/connect', '?x=1'].map((each) => opens(`/api/v2/notifications${each}`)),
    ).toEqual(Array(4).fill(true));
    expect(['/', '/api/v2/me', '/api/v2/notificationsx'].map(opens)).toEqual(Array(3).fill(false));
  });
});

describe('callback-polling', () => {
  it('gets no end of line that would break a script in an old engine', () => {
    using recording = recordingOf(folder, (b) => {
      const agent = recordedAgent(b, 'a1');
      agent.logIn();
      agent.handshake();
      agent.subscribe('/v2/me/tweets');
      agent.notice('{"text":"\u2028\u2029"}');
    });
    const desktop = new PaperDesktop(play(recording), 'callback-polling');
    desktop.logIn('a1');
    desktop.handshake();
    desktop.subscribe('/v2/me/*');
    desktop.connect();
    expect(desktop.notices).toEqual([
      '{"channel":"/v2/me/tweets","data":{"text":"\\u2028\\u2029"}}',
    ]);
  });
});
