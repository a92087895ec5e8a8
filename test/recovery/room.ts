/** The calls of a visit, in order, and what each is followed by on `/room/one`. */
export const followedBy = {
  One: ['one'],
  Two: ['two'],
  Pause: [],
  Three: ['three', 'three again'],
  Four: ['four'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Operation = keyof typeof followedBy;

export const operations = Object.keys(followedBy) as readonly Operation[];

export const room = '/room/one';

/** Where CometD is. */
export const mount = '/cometd';

/** The text in a notification that says which one it is. */
export const told = (notice: string): string => `"notice":"${notice}"`;
