import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../e2e/command.js';
import { runVitest } from './run-vitest.js';

const file = (name: string): string => JSON.stringify(path.join(root, 'recordings', `${name}.db`));

describe('toBehaveLike', () => {
  it('passes where both servers said the same, and tells what differs where they did not', async () => {
    const ended = await runVitest(`
      import { expect, test } from 'vitest';
      import 'cometd-understudy/vitest';
      test('same', () => { expect(${file('medium-chat')}).toBehaveLike(${file('medium-chat')}); });
      test('another', () => {
        expect({ file: ${file('medium-voice')} }).not.toBehaveLike(${file('medium-chat')});
        expect({ file: ${file('medium-voice')} }).toBehaveLike(${file('medium-chat')});
      });
      test('noise', () => {
        expect(${file('medium-chat')}).toBehaveLike(${file('medium-chat')}, { noise: [${file('medium-chat')}] });
      });
      test('not', () => { expect(${file('medium-chat')}).not.toBehaveLike(${file('medium-chat')}); });
      test('no recording', () => { expect(7).toBehaveLike(${file('medium-chat')}); });
    `);
    expect(ended.get('same')?.failures).toEqual([]);
    expect(ended.get('noise')?.failures).toEqual([]);
    const [different] = ended.get('another')?.failures ?? [];
    expect(different).toContain('the server of the candidate behaves otherwise');
    expect(different).toContain('POST /api/v2/me/chats/{id} Accept');
    expect(ended.get('not')?.failures).toEqual([
      expect.stringContaining('said the same, and a difference was expected'),
    ]);
    expect(ended.get('no recording')?.failures).toEqual([
      expect.stringContaining('toBehaveLike compares recordings'),
    ]);
  });
});
