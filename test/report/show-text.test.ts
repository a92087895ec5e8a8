import { expect, it } from 'vitest';
import type { Recording } from '../../src/recording/reader.js';
import { writeShowText } from '../../src/report/show-text.js';
import { BUILT_AT } from '../recording/build-recording.js';
import { recordingOf, tweet, tweetsCompleted } from './told-recording.js';

function shown(recording: Recording, color = false): string {
  let text = '';
  writeShowText(recording, recording.links(), { color }, (chunk) => {
    text += chunk;
  });
  return text;
}

function callsIn(text: string): string {
  return text.slice(text.indexOf('Calls\n'), text.indexOf('\nTotals'));
}

it('shows calls in time order with their notifications below', () => {
  expect(shown(tweetsCompleted())).toMatchInlineSnapshot(`
    "Recording  tweets.db
    Label      built
    Target     http://gws.test:8080
    Recorded   2026-01-01 00:00:00.000 UTC, for 310 ms
    State      whole

    Sessions
      1  ambrose     long-polling  0:00.000 to 0:00.230  3 calls  3 notifications
      2  kate        –             0:00.000 to 0:00.300   1 call  0 notifications
      3  supervisor  long-polling  0:00.000 to 0:00.280  0 calls   1 notification

    Calls
      id        at  user        call                                              status   took  ref
       2  0:00.030  ambrose     POST /api/v2/me StartContactCenterSession         200/0   10 ms
          0:00.070  ambrose     TwitterStateChangeMessage Invited      unsolicited, 01QQQG2MU214P05K
       4  0:00.100  ambrose     POST /api/v2/me/tweets/01QQQG2MU214P05K Accept    200/0   60 ms  44
            +30 ms  ambrose       TwitterStateChangeMessage Accepted   reference-response, before answer
       6  0:00.170  ambrose     POST /api/v2/me/tweets/01QQQG2MU214P05K Complete  200/0   10 ms  45
            +40 ms  ambrose       TwitterStateChangeMessage Completed  reference-response
            +90 ms  supervisor    TwitterStateChangeMessage Completed  copy, reference-response
       9  0:00.290  kate        POST /api/v2/me/tweets/0 Complete                 404/6   10 ms

    Totals
      4 calls, 2 answered by a notification (50 %)
      4 notifications, 3 correlated (75 %), 1 of them a copy; 1 unsolicited
           3  reference-response
      not listed: 1 safe exchange, 4 Bayeux exchanges with 12 messages, 0 websockets
    "
  `);
});

it('shows an empty recording as such', () => {
  expect(shown(recordingOf(() => {}))).toMatchInlineSnapshot(`
    "Recording  tweets.db
    Label      built
    Target     http://gws.test:8080
    Recorded   2026-01-01 00:00:00.000 UTC, for 10 ms
    State      whole

    Sessions
      none

    Calls
      none

    Totals
      0 calls
      0 notifications
      not listed: 0 safe exchanges, 0 Bayeux exchanges with 0 messages, 0 websockets
    "
  `);
});

it('says that a recording was interrupted, where its gaps lie and what was cut off', () => {
  const recording = recordingOf((b) => {
    const session = b.session();
    b.session('kate');
    b.session('kate');
    const call = { session, path: '/api/v2/me/tweets/1', requestBody: '{"operationName":"Reply"}' };
    b.exchange({ ...call, status: 200, outcome: 'cut-by-server', responseBody: '{"status' });
    b.exchange({ ...call, session: 2, outcome: 'cut-by-desktop' });
    b.gap({ from: BUILT_AT + 55, to: BUILT_AT + 1_555, reason: 'the disk is full' });
    b.exchange({ ...call, session: 3, outcome: 'unreachable' });
    b.exchange({ ...call, session: null, outcome: 'open' });
  });
  const interrupted = {
    ...recording,
    info: { ...recording.info, endedAt: null, interrupted: true },
  };
  expect(shown(interrupted)).toMatchInlineSnapshot(`
    "Recording  tweets.db
    Label      built
    Target     http://gws.test:8080
    Recorded   2026-01-01 00:00:00.000 UTC
    State      interrupted: the recorder did not close it, or is still at work
               1 gap, 1.50 s in all
               no end recorded of 1 call

    Sessions
      1  user unknown  –  0:00.000 to 0:00.020  1 call  0 notifications
      2  kate #2       –  0:00.000 to 0:00.040  1 call  0 notifications
      3  kate #3       –  0:00.000 to 0:00.060  1 call  0 notifications

    Calls
      id        at  user       call                            status   took  ref
       1  0:00.010  session 1  POST /api/v2/me/tweets/1 Reply  200     10 ms
                               ! cut off by the server
       2  0:00.030  kate #2    POST /api/v2/me/tweets/1 Reply  200     10 ms
                               ! cut off by the desktop
       3  0:00.050  kate #3    POST /api/v2/me/tweets/1 Reply  –       10 ms
                               ! the server could not be reached: the recorder answered 502
          0:00.055             ! gap of 1.50 s: the disk is full
       4  0:00.070  –          POST /api/v2/me/tweets/1 Reply  –
                               ! open: no end recorded

    Totals
      4 calls, 0 answered by a notification (0 %)
      0 notifications
      not listed: 0 safe exchanges, 0 Bayeux exchanges with 0 messages, 0 websockets
    "
  `);
});

it('says whole why there is a gap, also when desktops were not held', () => {
  const reason = 'the store did not keep up, desktops were not held; nothing is missing';
  const recording = recordingOf((b) => b.gap({ from: BUILT_AT, to: BUILT_AT + 10, reason }));
  expect(shown(recording)).toContain(`! gap of 10 ms: ${reason}\n`);
});

it('lets nothing of a recording reach the terminal as a control character', () => {
  const evil = '\u001b[2J\u009b31m\u202e\r\nfake line\u2028\u0000';
  const recording = recordingOf(
    (b) => {
      const session = b.session(`eve${evil}`);
      const call = b.exchange({
        session,
        method: 'PO\u001bST',
        path: `/api/v2/${evil}/${'x'.repeat(100_000)}`,
        requestBody: JSON.stringify({ operationName: `Complete${evil}` }),
        responseBody: JSON.stringify({ statusCode: 0, referenceId: evil }),
      });
      const notification = b.notification({
        session,
        data: { messageType: evil, twitter: { id: evil, state: evil } },
      });
      b.link({ call, notification, rule: `rule${evil}` });
      b.notification({ session, data: { messageType: evil, twitter: { id: evil, state: evil } } });
      b.gap({ from: BUILT_AT, to: BUILT_AT + 1, reason: evil });
    },
    { label: evil, target: evil },
  );
  const text = shown(recording);
  expect(text).not.toMatch(/[^\P{C}\n]/u);
  expect(text).not.toMatch(/^fake line/mu);
  expect(text.length).toBeLessThan(4_000);
});

it('keeps within 100 columns by shortening long paths in the middle', () => {
  const recording = recordingOf((b) => {
    const session = b.session('a.very.long.name@contact-centre.example');
    const path = `/api/v2/me/workbins/${'0123456789abcdef'.repeat(8)}/interactions?workbinIds=a,b`;
    const call = b.exchange({
      session,
      path,
      requestBody: '{"operationName":"StartContactCenterSession"}',
      responseBody: '{"statusCode":0,"referenceId":"a-reference-of-the-client"}',
    });
    const notification = b.notification({ session, data: tweet('Completed') });
    b.link({ call, notification });
  });
  const text = shown(recording);
  expect(callsIn(text)).toMatchInlineSnapshot(`
    "Calls
      id        at  user              call                                   status   took  ref
       1  0:00.010  a.very.….example  POST /api/…ds=a,b StartCont…erSession  200/0   10 ms  "a-re…lient"
            +40 ms  a.very.….example    TwitterStateChangeMessage Completed  reference-response
    "
  `);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
});

it('shows a notification as unsolicited if its link names a call that is not there', () => {
  const recording = recordingOf((b) => {
    const session = b.session('ambrose');
    b.exchange({ session, path: '/api/v2/me/tweets/1' });
    b.notification({ session, data: tweet('Completed') });
  });
  const links = [
    { call: 99, notification: 2, rule: 'reference-response', evidence: {}, copy: false },
  ];
  let text = '';
  writeShowText(recording, links, { color: false }, (chunk) => {
    text += chunk;
  });
  expect(text).toContain('unsolicited, 01QQQG2MU214P05K');
});

it('says which recording it is before it reads what is in it', () => {
  const recording = tweetsCompleted();
  let text = '';
  let before = '';
  const watched: Recording = {
    ...recording,
    exchanges: () => {
      before ||= text;
      return recording.exchanges();
    },
  };
  writeShowText(watched, [], { color: false }, (chunk) => {
    text += chunk;
  });
  expect(before).toMatch(/^Recording .+\nLabel .+\nTarget .+\nRecorded .+\n$/u);
});

it('adds nothing but colours when told to use them', () => {
  const recording = tweetsCompleted();
  const colored = shown(recording, true);
  expect(colored).toContain('\u001b[');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are what is taken away
  expect(colored.replace(/\u001b\[\d+m/gu, '')).toBe(shown(recording));
});

it('marks a call without a notification only where one is to be expected', () => {
  const text = callsIn(
    shown(
      recordingOf((b) => {
        const session = b.session('ambrose');
        const complete = '{"operationName":"Complete"}';
        const start = '{"operationName":"StartContactCenterSession"}';
        const tweets = '/api/v2/me/tweets/01QQ';
        const ok = '{"statusCode":0,"referenceId":1}';
        b.exchange({ session, path: '/api/v2/me', requestBody: start, responseBody: ok });
        b.exchange({ session, path: tweets, requestBody: complete, responseBody: ok });
        const refused = { status: 404, responseBody: '{"statusCode":6}' };
        b.exchange({ session, path: tweets, requestBody: complete, ...refused });
      }),
    ),
  );
  expect(text.match(/! no notification/gu)).toHaveLength(1);
  expect(text).toMatch(/Complete +200\/0 .*\n +! no notification\n/u);
});
