import type { Answer } from './ask.js';

/** How far a server's clock is ahead of ours, in milliseconds, and how well that is known. */
export interface ServerTime {
  readonly ahead: number | null;
  readonly uncertain: number;
}

/** By `Date` of the answer that came soonest, which says whole seconds (RFC 9110 §6.6.1). */
export function serverTime(answers: readonly Answer[]): ServerTime {
  const dated = answers.flatMap(({ headers, askedAt, took }) => {
    const date = Date.parse(headers.date ?? '');
    return Number.isNaN(date)
      ? []
      : [{ ahead: date + 500 - (askedAt + took / 2), uncertain: 500 + took / 2 }];
  });
  const [best] = dated.toSorted((a, b) => a.uncertain - b.uncertain);
  return best ?? { ahead: null, uncertain: 0 };
}
