import { describe, expect, it } from 'vitest';
import { bytesText, clockText, timeText } from '../../../../src/ui/view/detail/figures.js';
import { badgesOf, nameOf } from '../../../../src/ui/view/detail/headline.js';
import { linkWords } from '../../../../src/ui/view/detail/link-words.js';
import { missAnswer } from '../../../../src/ui/view/detail/miss-answer.js';
import { maskedPieces, RedactedPlaces } from '../../../../src/ui/view/detail/redacted-places.js';
import { SelectHistory } from '../../../../src/ui/view/detail/select-history.js';
import { call, notification, row } from '../rows.js';

describe('why a notification belongs to a call', () => {
  it('is told in words, by its rule and evidence', () => {
    expect(
      linkWords({
        rule: 'reference-response',
        evidence: '{"referenceId":"12","responseSeq":47,"resource":"07A","state":"Processing"}',
        copy: false,
      }),
    ).toBe(
      'Reference 12 was in the answer to the call, and is in the notification; it tells of 07A, now Processing.',
    );
    expect(
      linkWords({
        rule: 'resource',
        evidence: '{"resource":"07A","operation":"SetDisposition","state":"Processing"}',
        copy: false,
      }),
    ).toBe('Call and notification name 07A, and SetDisposition can lead to the state Processing.');
    expect(
      linkWords({
        rule: 'reference-bulk',
        evidence: '{"referenceId":"5","copyOf":25}',
        copy: true,
      }),
    ).toContain('It is a copy: message 25 came first.');
  });

  it('is told whatever the evidence is', () => {
    expect(linkWords({ rule: 'new-rule', evidence: '{', copy: true })).toBe(
      'By the rule new-rule.',
    );
    expect(linkWords({ rule: 'resource', evidence: '[]', copy: false })).toBe(
      'Call and notification name the same resource, and the call can lead to that state.',
    );
  });
});

describe('the answer to a miss', () => {
  it('is told field by field, numbers as they stood', () => {
    const miss = missAnswer(
      '{"miss":2,"asked":{"method":"POST","path":"/a","operation":"X","body":{}},"nearest":[{"call":7,"method":"POST","path":"/a","operation":null,"differences":[{"path":"body/n","asked":9007199254740993,"recorded":1.10},{"path":"query/q","recorded":"x"}]}]}',
    );
    expect(miss).toEqual({
      miss: '2',
      asked: { method: 'POST', path: '/a', operation: 'X' },
      nearest: [
        {
          call: 7,
          method: 'POST',
          path: '/a',
          operation: null,
          differences: [
            { path: 'body/n', asked: '9007199254740993', recorded: '1.10' },
            { path: 'query/q', asked: null, recorded: '"x"' },
          ],
        },
      ],
    });
  });

  it('is nothing if it is no such answer', () => {
    expect(missAnswer('x')).toBeNull();
    expect(missAnswer('[]')).toBeNull();
  });
});

describe('what was redacted', () => {
  it('is known by its place', () => {
    const places = new RedactedPlaces([
      'header/cookie/JSESSIONID',
      'header/authorization',
      'query/a~1b',
      'body/user/password',
    ]);
    expect([places.header('Cookie'), places.header('Authorization'), places.header('Coo')]).toEqual(
      [true, true, false],
    );
    expect(places.cookie('cookie', 'JSESSIONID')).toBe(true);
    expect(places.cookie('set-cookie', 'JSESSIONID')).toBe(false);
    expect(places.query('a/b')).toBe(true);
    expect(places.body('/user/password')).toBe(true);
    expect(places.any).toBe(true);
    expect(new RedactedPlaces([]).any).toBe(false);
  });

  it('is seen within a text', () => {
    const pseudonym = `~${'x'.repeat(22)}`;
    expect(maskedPieces(`A=${pseudonym}; B=~${'x'.repeat(23)}`)).toEqual([
      { text: 'A=', secret: false },
      { text: pseudonym, secret: true },
      { text: `; B=~${'x'.repeat(23)}`, secret: false },
    ]);
  });
});

describe('what was selected before', () => {
  it('is gone back and forward to, until something else is selected', () => {
    const history = new SelectHistory();
    for (const key of ['e1', 'm2', 'm2', 'e3']) history.visit({ place: 0, key });
    expect(history.back()?.key).toBe('m2');
    history.visit({ place: 0, key: 'm2' });
    expect(history.back()?.key).toBe('e1');
    expect(history.back()).toBeNull();
    expect(history.forward()?.key).toBe('m2');
    history.visit({ place: 1, key: 'm2' });
    expect(history.canGoForward).toBe(false);
    expect(history.back()).toEqual({ place: 0, key: 'm2' });
  });

  it('is forgotten after a while', () => {
    const history = new SelectHistory();
    for (let id = 0; id < 1_000; id++) history.visit({ place: 0, key: `e${id}` });
    let steps = 0;
    while (history.back() !== null) steps++;
    expect(steps).toBe(199);
  });
});

describe('the head of the panel', () => {
  it('names what is selected', () => {
    expect(nameOf(call(1))).toBe('Complete');
    expect(nameOf(call(1, { operation: null, path: '/a' }))).toBe('POST /a');
    expect(nameOf(notification(2))).toBe('TwitterStateChangeMessage StatusChange');
    expect(nameOf(notification(2, { messageType: null, notificationType: null }))).toBe(
      '/v2/me/tweets',
    );
    expect(nameOf(row('message', 3, { channel: '/meta/connect' }))).toBe('/meta/connect');
  });

  it('shows at once what is not as it should be', () => {
    const texts = (...parameters: Parameters<typeof badgesOf>) =>
      badgesOf(...parameters).map(({ text }) => text);
    expect(texts(call(1), 0, [])).toEqual([]);
    expect(texts(call(1, { outcome: 'cut-by-server', miss: 3 }), 2, ['gzip'])).toEqual([
      'cut by the server',
      'miss 3',
      'redacted',
      'gzip',
    ]);
    expect(texts(call(1, { outcome: null, end: null }), 0, [])).toEqual(['open']);
    expect(texts(notification(1), 0, [])).toEqual(['unsolicited']);
    expect(texts(notification(1, { call: 3, copy: true, state: 'undelivered' }), 0, [])).toEqual([
      'copy',
      'undelivered',
    ]);
  });

  it('tells amounts and times for people', () => {
    expect([1, 1_023, 1_024, 20_000, 5 * 1024 ** 2].map(bytesText)).toEqual([
      '1 byte',
      '1023 bytes',
      '1.0 KiB',
      '20 KiB',
      '5.0 MiB',
    ]);
    expect([0.42, 7, 11.6, 1_234, 61_000, 3_661_000, -5, Number.NaN].map(timeText)).toEqual([
      '0.4 ms',
      '7 ms',
      '12 ms',
      '1.23 s',
      '1 min 01 s',
      '1 h 01 min',
      '−5 ms',
      '?',
    ]);
    expect([0, 1e300].map(clockText)).toEqual(['00:00:00.000', '?']);
  });
});
