import { describe, expect, it } from 'vitest';
import { changedWords } from '../../../../src/ui/view/compare/changed-words.js';

/** Both texts, what is marked in brackets. */
function marked(left: string, right: string): readonly [string, string] {
  const { baseline, candidate } = changedWords(left, right);
  const told = (pieces: typeof baseline): string =>
    pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('');
  return [told(baseline), told(candidate)];
}

describe('changedWords', () => {
  it('marks the words that differ in a long text', () => {
    expect(marked('the agent is ready now', 'the agent was ready')).toEqual([
      'the agent [is] ready[ now]',
      'the agent [was] ready',
    ]);
    expect(marked('"/queues/45/members"', '"/queues/46/members"')).toEqual([
      '"/queues/[45]/members"',
      '"/queues/[46]/members"',
    ]);
  });

  it('marks all of what has hardly a word in common', () => {
    expect(marked('"Completed"', '"Done"')).toEqual(['["Completed"]', '["Done"]']);
    expect(marked('1', '2')).toEqual(['[1]', '[2]']);
    expect(marked('', 'something')).toEqual(['', '[something]']);
    expect(marked('same', 'same')).toEqual(['same', 'same']);
  });

  it('compares huge texts at their ends, and cuts no character in two', () => {
    const long = 'x'.repeat(60_000);
    expect(marked(`a${long}😀${long}z`, `a${long}😁${long}z`)[0]).toBe(`a${long}[😀]${long}z`);
    expect(marked(`${long}a`, `${long}b`)).toEqual([`${long}[a]`, `${long}[b]`]);
  });
});
