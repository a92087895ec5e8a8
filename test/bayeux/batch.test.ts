import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Direction, isBayeuxBatch, parseBatch } from '../../src/bayeux/batch.js';
import { textOf } from '../../src/json/node.js';
import { jsonText } from '../json/arbitrary-json.js';

function isBayeux(text: string, direction: Direction): boolean {
  const messages = parseBatch(text);
  return messages !== null && isBayeuxBatch(messages, direction);
}

describe('parseBatch', () => {
  it('gives each message with the text that it stood in', () => {
    const text = ' [ {"id":"1", "channel":"/meta/connect"} , {"n":1.10,"n":"\\u00e9"}]';
    expect(parseBatch(text)?.map((each) => each.text)).toEqual([
      '{"id":"1", "channel":"/meta/connect"}',
      '{"n":1.10,"n":"\\u00e9"}',
    ]);
  });

  it('makes no more messages of a batch than tell that it is too large', () => {
    expect(parseBatch('[{},{},{},{}]', { batch: 4 })).toHaveLength(4);
    expect(parseBatch('[{},{},{},{},1]', { batch: 2 })).toHaveLength(3);
  });

  it('takes a single object for a batch of one', () => {
    expect(parseBatch('{"channel":"/meta/connect"}')?.[0]?.channel).toBe('/meta/connect');
  });

  it.each(['', '[', '1', '"x"', 'null', '[1]', '[{},null]', '[[{}]]', '<html>', '[{}'])(
    'gives null for %j',
    (text) => {
      expect(parseBatch(text)).toBeNull();
    },
  );

  it('gives slices that are the items of the array, whatever they hold', () => {
    const object = jsonText.map((value) => `{"data":${value},"channel":"/a"}`);
    fc.assert(
      fc.property(fc.array(object), (texts) => {
        const messages = parseBatch(`[${texts.join(' ,')}]`);
        expect(messages?.map((each) => each.text)).toEqual(texts);
        expect(messages?.map((each) => textOf(each.node))).toEqual(texts);
      }),
    );
  });
});

describe('messageOf', () => {
  it('reads the fields of a message', () => {
    const [message] = parseBatch(
      '[{"channel":"/meta/subscribe","clientId":"c1","id":"7","successful":true,"subscription":["/a","/b"],"advice":{"interval":0},"ext":{"ack":1},"error":"403::x","data":0}]',
    ) as NonNullable<ReturnType<typeof parseBatch>>;
    expect(message).toMatchObject({
      channel: '/meta/subscribe',
      clientId: 'c1',
      successful: true,
      subscriptions: ['/a', '/b'],
      error: '403::x',
    });
    expect(message?.id && textOf(message.id)).toBe('"7"');
    expect(message?.advice && textOf(message.advice)).toBe('{"interval":0}');
    expect(message?.ext && textOf(message.ext)).toBe('{"ack":1}');
    expect(message?.data && textOf(message.data)).toBe('0');
  });

  it('puts up with members of the wrong type, and with none', () => {
    const [message] =
      parseBatch('{"channel":1,"clientId":null,"subscription":[1,"/a"],"id":3}') ?? [];
    expect(message).toMatchObject({
      channel: null,
      clientId: null,
      successful: null,
      subscriptions: ['/a'],
      error: null,
      data: undefined,
    });
    expect(parseBatch('{"subscription":"/a"}')?.[0]?.subscriptions).toEqual(['/a']);
    expect(parseBatch('{}')?.[0]?.subscriptions).toEqual([]);
  });

  it('lets the last of two members of one name count, and finds nothing in __proto__', () => {
    const [message] =
      parseBatch('{"channel":"/a","channel":"/b","__proto__":{"clientId":"c"}}') ?? [];
    expect(message?.channel).toBe('/b');
    expect(message?.clientId).toBeNull();
  });
});

describe('isBayeuxBatch', () => {
  it.each([
    '[{"id":"1","version":"1.0","minimumVersion":"1.0","channel":"/meta/handshake","supportedConnectionTypes":["long-polling"],"advice":{"timeout":60000,"interval":0}}]',
    '{"channel":"/meta/connect","connectionType":"long-polling","clientId":"c1"}',
    '[{"channel":"/meta/subscribe","subscription":"/v2/me/*","clientId":"c1","id":"3"},{"channel":"/chat","data":{},"clientId":"c1"}]',
    '[{"channel":"/meta/connect"}]',
  ])('knows a batch to the server: %s', (text) => {
    expect(isBayeux(text, 'to-server')).toBe(true);
  });

  it.each([
    '[{"id":"1","channel":"/meta/handshake","successful":true,"clientId":"c1","advice":{}}]',
    '[{"channel":"/v2/me/tweets","data":{"messageType":"TwitterStateChangeMessage"}},{"id":"2","channel":"/meta/connect","successful":true}]',
    '[{"channel":"/meta/connect","successful":false,"error":"402::Unknown client"}]',
    '{"channel":"/chat","successful":true,"id":"5"}',
  ])('knows a batch to the desktop: %s', (text) => {
    expect(isBayeux(text, 'to-desktop')).toBe(true);
  });

  it.each([
    '{"operationName":"Complete","queuePath":"/contacts/60ebbb94-3cef-4b14-95f8-5c49dbeb355d"}',
    '{"operationName":"StartContactCenterSession","channels":["voice","chat"]}',
    '{"channel":"voice","clientId":"c1","data":{},"successful":true}',
    '{"channel":"/me/channels/voice","operationName":"NotReady","referenceId":"r7"}',
    '{"statusCode":0,"referenceId":45}',
    '{"statusCode":7,"failed":[{"channel":"voice"}],"succeeded":[{"channel":"chat"}]}',
    '[{"channel":"/meta/connect","clientId":"c1","successful":true},{"channel":"voice"}]',
    '[{"channel":"/meta/connect","clientId":"c1","successful":true},{}]',
    '[]',
    '{}',
  ])('takes a body of the API for what it is: %s', (text) => {
    expect(isBayeux(text, 'to-server')).toBe(false);
    expect(isBayeux(text, 'to-desktop')).toBe(false);
  });

  it('takes no object without a channel for Bayeux', () => {
    const bodies = fc.dictionary(
      fc.constantFrom(
        'operationName',
        'channels',
        'clientId',
        'data',
        'successful',
        'id',
        '__proto__',
      ),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        const text = JSON.stringify(body);
        expect(isBayeux(text, 'to-server')).toBe(false);
        expect(isBayeux(text, 'to-desktop')).toBe(false);
      }),
    );
  });
});
