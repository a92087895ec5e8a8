import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/diff/notice.js';
import { Renaming } from '../../../src/diff/rename/renaming.js';
import { Usage } from '../../../src/diff/rename/usage.js';
import { voteByNotices } from '../../../src/diff/rename/vote-by-notices.js';

/** Notifications about some ids, each with its state. */
function notices(...said: readonly (readonly [id: string, state: string])[]): readonly Notice[] {
  return said.map(([id, state], at) => ({
    ...{ message: at, seq: at, at, tab: 0, channel: '/v2/me/chats', id, state },
    ...{ messageType: 'Chat', notificationType: 'StatusChange', reference: null, call: null },
    copy: false,
  }));
}

/** What each id of the baseline is likely to be called by the candidate. */
function renamed(baseline: readonly Notice[], candidate: readonly Notice[]) {
  const [ours, theirs] = [new Usage(), new Usage()];
  for (const { id } of baseline) if (id !== null) ours.resource(id);
  for (const { id } of candidate) if (id !== null) theirs.resource(id);
  const renaming = new Renaming(ours, theirs);
  voteByNotices(renaming, baseline, candidate);
  return Object.fromEntries(baseline.map(({ id }) => [id, renaming.likely(id ?? '')]));
}

describe('the ids of notifications', () => {
  it('stand for those that are told of in the same order', () => {
    const left = notices(['a', 'Invited'], ['b', 'Invited'], ['b', 'Done']);
    const right = notices(['c', 'Invited'], ['d', 'Invited'], ['d', 'Done']);
    expect(renamed(left, right)).toEqual({ a: 'c', b: 'd' });
  });

  it('stand for those that are told of alike, though one is told of no more', () => {
    const left = notices(['a', 'Invited'], ['a', 'Open'], ['b', 'Done']);
    const right = notices(['c', 'Invited'], ['d', 'Done']);
    expect(renamed(left, right)).toEqual({ a: 'c', b: 'd' });
  });

  it('weigh less where one side tells of one more, which may be any of them', () => {
    const [ours, theirs] = [new Usage(), new Usage()];
    for (const id of ['a', 'b']) ours.resource(id);
    for (const id of ['c', 'd']) theirs.resource(id);
    const renaming = new Renaming(ours, theirs);
    const left = notices(['a', 'Invited'], ['b', 'Invited']);
    voteByNotices(renaming, left, notices(['c', 'Invited'], ['c', 'Invited'], ['d', 'Invited']));
    voteByNotices(renaming, left, notices(['c', 'Invited'], ['d', 'Invited']));
    expect(renaming.likely('b')).toBe('d');
  });

  it('stand for themselves where they are the same on both sides, whatever their order', () => {
    const left = notices(['a', 'Invited'], ['b', 'Invited']);
    const right = notices(['b', 'Invited'], ['a', 'Invited']);
    for (const [id, name] of Object.entries(renamed(left, right)))
      expect([id, null]).toContain(name);
  });
});
