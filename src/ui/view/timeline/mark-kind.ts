/**
 * How a row differs from its counterpart in the recording that it is compared with: `changed` has one that says something
 * else, `only-here` has none, `moved` stands at another place, `noise` differs in nothing but what is ignored.
 */
export type MarkKind = 'changed' | 'only-here' | 'moved' | 'noise';

/** What the kinds mean, for who does not see them. */
export const MARK_WORDS: Readonly<Record<MarkKind, string>> = {
  changed: 'differs from the other recording',
  'only-here': 'has no counterpart in the other recording',
  moved: 'stands at another place in the other recording',
  noise: 'differs in noise alone',
};

export const NO_MARKS: ReadonlyMap<string, MarkKind> = new Map();
