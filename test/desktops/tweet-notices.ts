import type { Sight } from './transcript.js';

/** The part of a tweet's notification that a desktop acts on. */
export interface TweetNotice {
  readonly id: string;
  readonly state: string;
  readonly referenceId: unknown;
}

/** The notifications about tweets among what was seen. */
export function tweetNotices(sights: readonly Sight[]): readonly TweetNotice[] {
  return sights.flatMap((sight) => {
    if (sight.kind !== 'notification') return [];
    const data: { referenceId?: unknown; twitter?: { id: string; state: string } } = JSON.parse(
      sight.data,
    );
    const { twitter, referenceId } = data;
    return twitter ? [{ id: twitter.id, state: twitter.state, referenceId }] : [];
  });
}
