import { expect, it } from 'vitest';
import { parseBatch } from '../../src/bayeux/batch.js';
import { isNotification } from '../../src/bayeux/notification.js';

it.each([
  ['an event', '{"channel":"/v2/me/tweets","data":{"referenceId":45}}', true],
  ['an event with an id', '{"channel":"/v2/me/tweets","data":null,"id":"9"}', true],
  ['an event that says successful', '{"channel":"/a","data":1,"successful":true}', true],
  ['an acknowledgement of a publish', '{"channel":"/a","successful":true,"id":"5"}', false],
  ['a refusal of a publish', '{"channel":"/a","successful":false,"error":"402::x"}', false],
  ['a connect reply', '{"channel":"/meta/connect","successful":true}', false],
  ['a connect reply with data', '{"channel":"/meta/connect","successful":true,"data":1}', false],
  ['an object without a channel', '{"data":1}', false],
])('says of %s (%s): %s', (_what, text, expected) => {
  expect(parseBatch(text)?.map(isNotification)).toEqual([expected]);
});
