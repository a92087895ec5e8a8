import { expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import type { Recording } from '../../src/recording/reader.js';
import { writeShowExchangeText } from '../../src/report/show-exchange-text.js';
import { recordingOf, tweetsCompleted } from './told-recording.js';

function shown(recording: Recording, id: number): string {
  let text = '';
  writeShowExchangeText(recording, recording.links(), id, { color: false }, (chunk) => {
    text += chunk;
  });
  return text;
}

it('shows one call whole, with its notifications, their rule and evidence', () => {
  expect(shown(tweetsCompleted(), 6)).toMatchInlineSnapshot(`
    "Call 6
      operation   Complete
      session     1, ambrose
      connection  1
      started     2026-01-01T00:00:00.170Z (0:00.170)
      took        10 ms
      outcome     complete
      statusCode  0
      reference   45

    Request
      redacted: header authorization
      POST /api/v2/me/tweets/01QQQG2MU214P05K
      Host: gws.test:8080
      Authorization: Basic ~3f2a
      Content-Type: application/json

      {"operationName":"Complete",
       "queuePath":"/contacts/60ebbb94"}

    Response
      200 OK
      Content-Type: application/json

      {"statusCode":0,"referenceId":45}

    Notifications
      +40 ms, to ambrose, reference-response {"reference":"45"}
        {"channel":"/v2/me/tweets","data":{"messageType":"TwitterStateChangeMessage","notificationType":"StatusChange","referenceId":45,"twitter":{"id":"01QQQG2MU214P05K","state":"Completed"}}}
      +90 ms, copy to supervisor, reference-response {"copyOf":8}
        {"channel":"/v2/me/tweets","data":{"messageType":"TwitterStateChangeMessage","notificationType":"StatusChange","referenceId":45,"twitter":{"id":"01QQQG2MU214P05K","state":"Completed"}}}
    "
  `);
});

it('shows the messages of a Bayeux exchange', () => {
  expect(shown(tweetsCompleted(), 3)).toMatchInlineSnapshot(`
    "Exchange 3
      session     1, ambrose
      connection  1
      started     2026-01-01T00:00:00.050Z (0:00.050)
      took        40 ms
      outcome     complete

    Request
      POST /api/v2/notifications
      Host: gws.test:8080

      [{"id":"1","channel":"/meta/connect","connectionType":"long-polling","clientId":"client-1"}]

    Response
      200 OK
      Content-Type: application/json

      [{"channel":"/v2/me/tweets","data":{"messageType":"TwitterStateChangeMessage","notificationType":"StatusChange","twitter":{"id":"01QQQG2MU214P05K","state":"Invited"}}},{"id":"1","channel":"/meta/connect","successful":true}]

    Messages
      0:00.060, to the server, /meta/connect
        {"id":"1","channel":"/meta/connect","connectionType":"long-polling","clientId":"client-1"}
      0:00.070, to the desktop, /v2/me/tweets
        {"channel":"/v2/me/tweets","data":{"messageType":"TwitterStateChangeMessage","notificationType":"StatusChange","twitter":{"id":"01QQQG2MU214P05K","state":"Invited"}}}
      0:00.080, to the desktop, /meta/connect
        {"id":"1","channel":"/meta/connect","successful":true}
    "
  `);
});

it('says of a body why it can not be shown', () => {
  const recording = recordingOf((b) => {
    b.exchange({
      path: '/',
      requestBody: Uint8Array.of(0xff, 0xfe),
      responseBody: {
        content: null,
        encoded: null,
        encoding: 'x-odd',
        length: 7,
        digest: 'abcd',
        omitted: 'unknown-encoding',
      },
    });
    b.exchange({ path: '/', requestBody: '', outcome: 'open' });
  });
  expect(shown(recording, 1)).toContain('(binary, 2 bytes; --json has it as base64)');
  expect(shown(recording, 1)).toContain('(not stored: unknown-encoding; 7 bytes, hash abcd)');
  expect(shown(recording, 2)).toContain('(empty body)');
  expect(shown(recording, 2)).toContain('Response\n  none recorded');
  expect(shown(recording, 2)).toContain('outcome     open: no end recorded');
});

it('keeps the lines of a body, but escapes what a terminal would obey', () => {
  const recording = recordingOf((b) => {
    b.exchange({
      path: '/\u001b]0;title\u0007',
      requestHeaders: [['X-Evil\u001b[1m', 'value\r\nInjected: yes']],
      requestBody: '{\r\n\t"a":"\u001b[31m"\n}',
    });
  });
  expect(shown(recording, 1)).toContain('  {\n  \t"a":"\\u001b[31m"\n  }');
  expect(shown(recording, 1)).toContain('X-Evil\\u001b[1m: value\\r\\nInjected: yes');
  expect(shown(recording, 1)).not.toMatch(/[^\P{C}\n\t]/u);
});

it('refuses an id that no exchange has', () => {
  expect(() => shown(tweetsCompleted(), 99)).toThrow(UsageError);
  expect(() => shown(tweetsCompleted(), 99)).toThrow('no exchange 99 in tweets.db');
});
