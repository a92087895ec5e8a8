import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type JsonNode, textOf } from '../../src/json/node.js';
import { parseJson } from '../../src/json/parse-json.js';
import { walkJson } from '../../src/json/walk-json.js';
import { findPersonal } from '../../src/redact/find-personal.js';
import { redactRules } from '../../src/redact/redact-options.js';
import { createRedactor } from '../../src/redact/redactor.js';

const redactor = createRedactor({
  key: Buffer.alloc(32, 2),
  rules: redactRules({ redact: ['pii'] }),
});
const samples = path.join(import.meta.dirname, '../staging/samples');
const sample = (name: string): string => readFileSync(path.join(samples, name), 'utf8');

function valuesOf(text: string): Map<string, JsonNode> {
  const values = new Map<string, JsonNode>();
  walkJson(parseJson(text), (node, pointer) => values.set(pointer, node));
  return values;
}

/** Pointers of what was replaced, each checked to have kept its type. */
function replacedIn(text: string): string[] {
  const now = valuesOf(redactor.json(text).text);
  return [...valuesOf(text)].flatMap(([pointer, node]) => {
    const other = now.get(pointer);
    expect(other?.kind).toBe(node.kind);
    const isLeaf = node.kind !== 'object' && node.kind !== 'array';
    return isLeaf && other && textOf(other) !== textOf(node) ? [pointer] : [];
  });
}

describe('personal data', () => {
  it("is taken out of the vendor's sample, and what links and matches stays", () => {
    const text = sample('twitter-complete.json');
    const replaced = replacedIn(text);
    const personal = replaced.filter((pointer) => !pointer.startsWith('/twitter/userData/'));
    expect(personal).toEqual(['/twitter/from', '/twitter/message', '/twitter/subject']);
    const values = valuesOf(text);
    const below = [...values].filter(([pointer, node]) => {
      const empty = node.kind === 'string' && node.value === '';
      return (
        pointer.startsWith('/twitter/userData/') &&
        ['string', 'number'].includes(node.kind) &&
        !empty
      );
    });
    expect(replaced.length - personal.length).toBe(below.length);
  });

  it('is taken out of an interaction that is named like an address, and leaves what it is', () => {
    const text =
      '{"email":{"id":"01E","state":"Completed","uri":"/emails/01E","from":"a b","body":"hello","userData":{"x":1}},' +
      '"contact":{"email":"a@b.test","emails":["c@d.test"],"mobile":"+49 170 1234567"}}';
    expect(replacedIn(text)).toEqual([
      '/email/from',
      '/email/body',
      '/email/userData/x',
      '/contact/email',
      '/contact/emails/0',
      '/contact/mobile',
    ]);
  });

  it("is taken out of the vendor's printed sample, which is no JSON", () => {
    const { text } = redactor.json(sample('twitter-complete.printed.json.txt'));
    for (const secret of ['Witcher', 'vitaliy', 'hello world', 'Oleg', '2175525290']) {
      expect(text).not.toContain(secret);
    }
    for (const kept of ['"TwitterStateChangeMessage"', '45', '"01QQQG2MU214P05K"', '"Completed"']) {
      expect(text).toContain(kept);
    }
  });

  it('is found in what agents and customers call, write and send', () => {
    expect(
      replacedIn(
        JSON.stringify({
          operationName: 'SendMessage',
          text: 'hi',
          message: { id: 'm1', text: 'hello', from: { nickname: 'Kate', participantId: 4 } },
          messages: [{ index: 1, type: 'Text', text: 'hi', from: { type: 'Customer' } }],
          to: ['kate@x.example', 'b'],
          destination: { phoneNumber: '5005' },
          contact: { firstName: 'Kate', address: { street: 'Main St 1', number: 7 } },
          attributes: [
            { key: 'LastName', value: 'Smith' },
            { key: 'Segment', value: 'gold' },
          ],
          skills: [{ name: 'billing' }],
          userName: 'ann@corp.example',
          uri: 'http://h/contacts/kate@x.example',
          other: 'call +49 (170) 123 45-67 or mail kate@x.example',
          receivedDate: '2015-03-02 12:26:14.000+0200',
          enabled: true,
        }),
      ),
    ).toEqual([
      '/text',
      '/message/text',
      '/message/from/nickname',
      '/messages/0/text',
      '/to/0',
      '/to/1',
      '/destination/phoneNumber',
      '/contact/firstName',
      '/contact/address/street',
      '/contact/address/number',
      '/attributes/0/value',
      '/other',
    ]);
  });

  it('is found in queries and forms, where ranges and paths stay', () => {
    expect(
      redactor.target('/c/kate@x.example?from=2015&lastName=Smith&q=kate%40x.example').places,
    ).toEqual(['query/lastName', 'query/q']);
    const form = redactor.body(
      Buffer.from('text=hi&id=7&subject=re'),
      'application/x-www-form-urlencoded',
    );
    expect(form.places).toEqual(['form/text', 'form/subject']);
  });

  it('leaves Bayeux itself alone, in a query too', () => {
    const message = JSON.stringify([
      { channel: '/service/x', clientId: 'c1', id: '7', data: { text: 'hi' } },
      { channel: '/meta/subscribe', clientId: 'c1', subscription: '/v2/me/*', id: '8' },
    ]);
    const expected = message.replace('hi', redactor.pseudonym('hi'));
    expect(redactor.json(message).text).toBe(expected);
    const { target } = redactor.target(`/n?jsonp=cb&message=${encodeURIComponent(message)}`);
    expect(new URLSearchParams(target.slice(3)).get('message')).toBe(expected);
  });

  it('is known by its shape, and nothing else is', () => {
    const found = (text: string) =>
      findPersonal(text).map(({ start, end }) => text.slice(start, end));
    const whole = [
      ...['kate@x.example', 'k.m+tag@mail.x-y.example', 'jürgen@bücher.example'],
      ...[
        '+491701234567',
        '+1 (555) 123-4567',
        '+44 20 7946 0958',
        '(555) 123-4567',
        '555-123-4567',
      ],
    ];
    for (const text of whole) expect(found(`see ${text}, ok`)).toEqual([text]);
    for (const text of [
      ...['2015-03-02 12:26:14.000+0200', '2015-03-02T12:26:14+02:00', '01QQQG2MU214P05K'],
      ...['0000Ka96XNNU4488', '1383649092000', 'icon@2x.png', '@kate', 'a @ b', '555-123-45678'],
      ...['8fbd2ee1-19a5-4b62-a3dd-2bd0ab1c2d11', '127.0.0.1', '8.5.202.96', '+12', '1+1234567'],
    ]) {
      expect(found(text)).toEqual([]);
    }
  });

  it('takes linear time', () => {
    for (const text of ['a@', '@', 'a.', '+1 ', '5-', 'a@a.'].map((each) => each.repeat(300_000))) {
      expect(findPersonal(text)).toEqual([]);
    }
  });
});
