/**
 * How a row differs from its counterpart in the recording that it is compared with: `changed` has one that says something
 * else, `only-here` has none, `moved` stands at another place, `noise` differs in nothing but what is ignored.
 */
export type MarkKind = 'changed' | 'only-here' | 'moved' | 'noise';

export const NO_MARKS: ReadonlyMap<string, MarkKind> = new Map();
