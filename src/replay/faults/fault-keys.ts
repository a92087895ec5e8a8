import type { FaultKind, FaultRule } from './fault-rule.js';

type Key = Exclude<keyof FaultRule, 'kind'>;

/** What a key's value must be. */
interface KeyFacts {
  readonly type: 'number' | 'string' | 'boolean';
  readonly fits: (value: never) => boolean;
  /** In words. */
  readonly wants: string;
}

function whole(least: number, most: number): KeyFacts {
  return {
    type: 'number',
    fits: (value: number) => Number.isSafeInteger(value) && value >= least && value <= most,
    wants: `a whole number from ${least} to ${most}`,
  };
}

function text(pattern: RegExp, wants: string): KeyFacts {
  return { type: 'string', fits: (value: string) => pattern.test(value), wants };
}

/** Longest time that a timer can wait, in milliseconds. */
const mostMs = 2 ** 31 - 1;
const count = whole(1, 1_000_000_000);
const name = text(/^.+$/su, 'a text that is not empty');

/** In the order in which a rule is told. */
export const faultKeys: Readonly<Record<Key, KeyFacts>> = {
  rate: {
    type: 'number',
    fits: (value: number) => value >= 0 && value <= 1,
    wants: 'a number from 0 to 1',
  },
  nth: count,
  every: count,
  limit: count,
  user: name,
  operation: name,
  method: text(/^[\w!#$%&'*+.^`|~-]+$/u, 'a method like POST'),
  path: text(/^[/*]/u, 'a path like /api/v2/me or /api/v2/me/tweets/*'),
  channel: text(/^\//u, 'a channel like /v2/me/tweets or /v2/me/*'),
  ms: whole(1, mostMs),
  acts: whole(1, 1_000),
  at: {
    type: 'number',
    fits: (value: number) => (value >= 0 && value < 1) || count.fits(value as never),
    wants: 'a share below 1, or a whole number of bytes',
  },
  status: whole(400, 599),
  performed: { type: 'boolean', fits: () => true, wants: 'true or false' },
  bytes: count,
};

export const keysInOrder = Object.keys(faultKeys) as readonly Key[];

const choosing = ['rate', 'nth', 'every', 'limit', 'user', 'operation', 'method', 'path'] as const;

/** Which keys each kind takes. */
export const keysOfKind: Readonly<Record<FaultKind, readonly Key[]>> = {
  drop: [...choosing, 'channel'],
  double: [...choosing, 'channel'],
  late: [...choosing, 'channel', 'ms', 'acts'],
  reorder: [...choosing, 'channel'],
  'cut-response': [...choosing, 'channel', 'at'],
  'cut-connect': choosing,
  'cut-frame': [...choosing, 'channel', 'at'],
  expire: choosing,
  error: [...choosing, 'channel', 'status', 'performed'],
  slow: [...choosing, 'channel', 'bytes'],
};
