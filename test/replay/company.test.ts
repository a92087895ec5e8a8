import { describe, expect, it } from 'vitest';
import type { RecordingBuilder } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { pseudonym, recordedAgent, workday } from './agent-recording.js';
import { PaperDesktop, play, textOf } from './play.js';
import { recordingOf } from './recording-of.js';

const folder = temporaryFolder();

/** Two days of a1 and one of a2, told apart by their references. */
function office(b: RecordingBuilder): void {
  workday(recordedAgent(b, 'a1'), 10);
  workday(recordedAgent(b, 'a2'), 20);
  workday(recordedAgent(b, 'a1'), 30);
}

/** Which day a desktop plays: the reference that its Accept gets. */
const day = (desktop: PaperDesktop): string =>
  /"referenceId":(\d+)/.exec(desktop.operate('Accept'))?.[1] ?? 'a miss';

function loggedIn(stage: ReturnType<typeof play>, user: string): PaperDesktop {
  const desktop = new PaperDesktop(stage);
  desktop.logIn(user);
  return desktop;
}

describe('a live session', () => {
  it("is begun by a log-in, and plays its user's next day", () => {
    using recording = recordingOf(folder, office);
    const stage = play(recording);
    const desktops = ['a2', 'a1', 'a1', 'a1', 'a2'].map((user) => loggedIn(stage, user));
    expect(desktops.map(day)).toEqual(['20', '10', '30', '10', '20']);
  });

  it('has ids, cookies and tokens that depend on seed, session and copy, not on who came first', () => {
    using recording = recordingOf(folder, office);
    const cookiesOf = (seed: number, ...users: readonly string[]): Record<string, string[]> => {
      const stage = play(recording, { seed });
      const cookies: Record<string, string[]> = {};
      for (const user of users) {
        const desktop = PaperDesktop.ready(stage, user);
        cookies[user] = [
          ...(cookies[user] ?? []),
          `${desktop.cookies.get('JSESSIONID')} ${desktop.clientId}`,
        ];
      }
      return cookies;
    };
    const one = cookiesOf(1, 'a1', 'a2', 'a1', 'a1');
    expect(cookiesOf(1, 'a2', 'a1', 'a1', 'a1')).toEqual(one);
    expect(new Set(Object.values(one).flat()).size).toBe(4);
    expect(cookiesOf(2, 'a1', 'a2').a1?.[0]).not.toBe(one.a1?.[0]);
  });

  it('is not begun by an anonymous request, which uses nothing up', () => {
    using recording = recordingOf(folder, office);
    const stage = play(recording);
    const nobody = new PaperDesktop(stage);
    for (let time = 0; time < 3; time++) expect(nobody.ask('GET', '/api/v2/me')?.status).toBe(403);
    expect(nobody.cookies.size).toBe(0);
    expect(nobody.handshake()).toMatchObject({ successful: false, error: '403::handshake_denied' });
    expect(day(loggedIn(stage, 'a1'))).toBe('10');
  });

  it('is begun by an unknown cookie, of an unknown user: it plays what was played least', () => {
    using recording = recordingOf(folder, office);
    const stage = play(recording);
    expect(day(loggedIn(stage, 'a1'))).toBe('10');
    const left = new PaperDesktop(stage);
    left.cookies.set('JSESSIONID', 'left-over');
    expect(left.text('/api/v2/me/tweets')).toBe('{"tweets":[]}');
    expect(day(left)).toBe('20');
  });

  it('is begun by each unknown cookie, though the credentials are the same', () => {
    using recording = recordingOf(folder, office);
    const stage = play(recording);
    const headers = { Authorization: `Basic ${Buffer.from('a1:x').toString('base64')}` };
    const days = ['one', 'two'].map((cookie) => {
      const desktop = new PaperDesktop(stage);
      desktop.cookies.set('JSESSIONID', cookie);
      desktop.ask('GET', '/api/v2/diagnostics/version', null, headers);
      return day(desktop);
    });
    expect(days).toEqual(['10', '30']);
  });

  it('goes on if it turns out to be that of a user who is not in the recording', () => {
    using recording = recordingOf(folder, office);
    const stage = play(recording);
    const left = new PaperDesktop(stage);
    left.cookies.set('JSESSIONID', 'left-over');
    expect(day(left)).toBe('10');
    left.ask('GET', '/x', null, {
      Authorization: `Basic ${Buffer.from('zed:x').toString('base64')}`,
    });
    expect(day(left)).toBe('a miss');
    expect(left.operate('Complete', { queuePath: '/contacts/1' })).toContain('11');
  });

  it('is refused as the recorded server refused it, if it shakes hands without credentials', () => {
    using recording = recordingOf(folder, (b) => {
      workday(recordedAgent(b, 'a1'));
      b.exchange({
        path: '/api/v2/notifications',
        requestBody: '[{"id":"1","channel":"/meta/handshake","version":"1.0"}]',
        status: 403,
        responseBody: '{"statusCode":20}',
      });
    });
    const answer = new PaperDesktop(play(recording)).ask(
      'POST',
      '/api/v2/notifications/handshake',
      '[{"id":"7","channel":"/meta/handshake","version":"1.0"}]',
    );
    expect([answer?.status, textOf(answer)]).toEqual([403, '{"statusCode":20}']);
  });

  it('is refused in the recorded words, which say nothing of unknown clients', () => {
    const refusal = '"successful":false,"error":"403::No","advice":{"reconnect":"handshake"}';
    using recording = recordingOf(folder, (b) => {
      workday(recordedAgent(b, 'a1'));
      b.exchange({
        path: '/api/v2/notifications',
        requestBody: '[{"id":"1","channel":"/meta/handshake","version":"1.0"}]',
        responseBody: `[{"id":"1","channel":"/meta/handshake",${refusal}}]`,
      });
    });
    const nobody = new PaperDesktop(play(recording));
    expect(nobody.handshake()).toEqual(
      JSON.parse(`{"id":"1","channel":"/meta/handshake",${refusal}}`),
    );
    expect(nobody.subscribe('/v2/me')).toMatchObject([{ error: '402::session_unknown' }]);
  });

  it('is not let in to play a session that never was', () => {
    using recording = recordingOf(folder, (b) => {
      workday(recordedAgent(b, 'a1'));
      recordedAgent(b, 'a2').bayeux(
        [{ id: '1', channel: '/meta/handshake', version: '1.0' }],
        [{ id: '1', channel: '/meta/handshake', successful: false, error: '403::No' }],
      );
    });
    const stage = play(recording);
    const [known, refused] = ['a1', 'a2'].map((user) => {
      const desktop = new PaperDesktop(stage);
      desktop.logIn(user);
      return desktop;
    });
    expect(refused?.handshake()).toMatchObject({ successful: false, error: '403::No' });
    expect(known?.handshake()).toMatchObject({ successful: true });
  });

  it('is begun by a handshake without credentials, if one was recorded so', () => {
    using recording = recordingOf(folder, (b) => {
      const session = b.session();
      b.exchange({
        session,
        path: '/bayeux',
        requestBody: '[{"id":"1","channel":"/meta/handshake","version":"1.0"}]',
        responseHeaders: [['Set-Cookie', `BAYEUX_BROWSER=${pseudonym('b')}`]],
        responseBody: '[{"id":"1","channel":"/meta/handshake","successful":true,"clientId":"c"}]',
      });
      b.exchange({
        session,
        path: '/bayeux',
        requestBody: '[{"id":"2","channel":"/meta/connect","clientId":"c"}]',
        responseHeaders: [['Set-Cookie', `BAYEUX_BROWSER=${pseudonym('b')}`]],
        responseBody:
          '[{"channel":"/service/hello","data":"hello"},{"id":"2","channel":"/meta/connect","successful":true}]',
      });
    });
    const desktop = new PaperDesktop(play(recording));
    expect(desktop.handshake()).toMatchObject({ successful: true });
    expect(desktop.cookies.get('BAYEUX_BROWSER')).toMatch(/^[0-9a-f]{32}$/);
    desktop.cookies.delete('BAYEUX_BROWSER');
    desktop.connect();
    // Nothing but a handshake sets it, or it would matter how often a desktop connects.
    expect(desktop.cookies.size).toBe(0);
    expect(desktop.notices).toEqual(['{"channel":"/service/hello","data":"hello"}']);
  });

  it('is held together by Authorization where the client keeps no cookies', () => {
    using recording = recordingOf(folder, office);
    const stage = play(recording);
    const desktop = new PaperDesktop(stage);
    const headers = { Authorization: `Basic ${Buffer.from('a2:x').toString('base64')}` };
    const call = (operation: string): string => {
      desktop.cookies.clear();
      const body = JSON.stringify({ operationName: operation, queuePath: '/contacts/1' });
      return textOf(
        desktop.ask(
          'POST',
          '/api/v2/me/tweets/T1',
          operation === 'Accept' ? '{"operationName":"Accept"}' : body,
          headers,
        ),
      );
    };
    expect(call('Accept')).toContain('20');
    expect(call('Complete')).toContain('21');
  });

  it('ends for the cookies when another user logs in with them', () => {
    using recording = recordingOf(folder, office);
    const stage = play(recording);
    const desktop = loggedIn(stage, 'a1');
    desktop.logIn('a2');
    expect(day(desktop)).toBe('20');
  });

  it('is begun by a log-in without credentials that sets a session cookie, whatever the password', () => {
    using recording = recordingOf(folder, (b) => {
      for (const user of ['u1', 'u2']) {
        const session = b.session(user);
        b.exchange({
          session,
          path: '/login',
          requestBody: `{"user":"${user}","password":"${pseudonym('p')}"}`,
          requestRedacted: ['body/password'],
          responseHeaders: [['Set-Cookie', `WORKSPACE_SESSIONID=${pseudonym(user)}; Path=/`]],
        });
        b.exchange({
          session,
          method: 'GET',
          path: '/me',
          requestHeaders: [['Cookie', `WORKSPACE_SESSIONID=${pseudonym(user)}`]],
          responseBody: `I am ${user}`,
        });
      }
    });
    const stage = play(recording);
    for (const user of ['u2', 'u1', 'u2']) {
      const desktop = new PaperDesktop(stage);
      desktop.ask('POST', '/login', `{"user":"${user}","password":"live"}`);
      expect(desktop.text('/me')).toBe(`I am ${user}`);
    }
  });

  it('that began with an anonymous request becomes the user who logs in on its cookie', () => {
    using recording = recordingOf(folder, (b) => {
      for (const user of ['u1', 'u2']) {
        const session = b.session(user);
        const cookie = `JSESSIONID=${pseudonym(user)}`;
        b.exchange({
          session,
          method: 'GET',
          path: '/me',
          status: 403,
          responseHeaders: [['Set-Cookie', cookie]],
        });
        b.exchange({
          session,
          method: 'GET',
          path: '/me',
          requestHeaders: [
            ['Cookie', cookie],
            ['Authorization', `Basic ${user}:${pseudonym('p')}`],
          ],
          responseBody: `I am ${user}`,
        });
      }
    });
    const stage = play(recording);
    for (const user of ['u2', 'u1', 'u1']) {
      const desktop = new PaperDesktop(stage);
      desktop.ask('GET', '/me');
      const headers = { Authorization: `Basic ${Buffer.from(`${user}:x`).toString('base64')}` };
      expect(textOf(desktop.ask('GET', '/me', null, headers))).toBe(`I am ${user}`);
    }
  });

  it('finds no part in a recording without sessions: everything is a miss', () => {
    using recording = recordingOf(folder, (b) => {
      b.exchange({ method: 'GET', path: '/open', responseBody: 'open' });
    });
    const desktop = new PaperDesktop(play(recording));
    expect(desktop.text('/open')).toBe('open');
    expect(desktop.logIn('a1')?.status).toBe(404);
    expect(desktop.handshake()).toMatchObject({ successful: false });
  });

  it('is forgotten if it is idle longest and there are too many, but not while its connect is held', () => {
    using recording = recordingOf(folder, office);
    const stage = play(recording, { mostSessions: 2 });
    const [held, idle] = [0, 1].map(() => PaperDesktop.ready(stage, 'a1')) as [
      PaperDesktop,
      PaperDesktop,
    ];
    held.poll();
    const third = PaperDesktop.ready(stage, 'a2');
    expect(idle.connect()).toMatchObject([{ error: '402::session_unknown' }]);
    expect(idle.text('/api/v2/me/tweets')).toBe('{"tweets":[]}');
    expect(held.connect()).toMatchObject([{ successful: true }]);
    expect(third.connect()).toMatchObject([{ error: '402::session_unknown' }]);
  });
});
