import { describe, expect, it } from 'vitest';
import { LiveValues } from '../../../src/drive/values/live-values.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { recordingOf } from '../../replay/recording-of.js';
import { flowOf } from './flow-of.js';

const folder = temporaryFolder();
const many = 40_000;

/** Each of these takes very long if anything grows with the square of its size. */
describe('a hostile recording', () => {
  it.each([
    ['a value of nothing but delimiters', `{"id":"CALL4711","a":"${','.repeat(many)}"}`],
    ['a list that is one text', `{"id":"CALL4711","a":"${'7,'.repeat(many)}"}`],
    ['many equal items', `{"id":"CALL4711","a":[${'{"x":1,"id":"CALL4711"},'.repeat(many / 4)}1]}`],
    ['many short items', `{"id":"CALL4711","a":[${'[1,7],'.repeat(many / 2)}1]}`],
    [
      'long names around many values',
      `{"id":"CALL4711","${'n'.repeat(many)}":[${'7,'.repeat(many)}7]}`,
    ],
    ['deep nesting', `{"id":"CALL4711","a":${'{"a":'.repeat(190)}7${'}'.repeat(190)}}`],
    ['a number of many digits', `{"id":"CALL4711","a":${'7'.repeat(many)}}`],
    ['quotes and escapes', `{"id":"CALL4711","a":"${'\\"\\/'.repeat(many)}"}`],
  ])('with %s is read, and played, in time', (_what, body) => {
    const ids = { told: 0, asked: 0 };
    using recording = recordingOf(folder, (b) => {
      const session = b.session('a1');
      ids.told = b.exchange({ session, path: '/calls/7', requestBody: body, responseBody: body });
      b.exchange({ session, method: 'GET', path: '/t', responseBody: '{"id":"CHAT4711"}' });
      ids.asked = b.exchange({ session, path: '/chats/CHAT4711?x=7', requestBody: body });
    });
    const live = new LiveValues(flowOf(recording));
    const [told, asked] = [recording.exchange(ids.told), recording.exchange(ids.asked)];
    if (told === null || asked === null) throw new Error('nothing was recorded');
    live.answered(told, { status: 200, headers: [], body: Buffer.from(body) });
    const { unresolved, body: sent } = live.request(asked);
    expect(unresolved).toEqual(['CHAT4711']);
    expect(Buffer.from(sent ?? []).equals(Buffer.from(body))).toBe(true);
  });
});
