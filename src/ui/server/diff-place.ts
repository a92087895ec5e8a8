import type { Difference, SubjectIds } from '../../diff/difference.js';
import { sidesOf } from '../../report/diff/sides.js';
import { shorten } from '../../report/shorten.js';
import { type DiffKeys, type DiffPlace, MOST_PREVIEW } from '../protocol/diff.js';
import { keyOf } from '../protocol/row.js';

/** What is kept of a name: a path may be as long as its sender likes. */
const LONGEST_NAME = 300;

export function placeOf(difference: Difference, number: number): DiffPlace {
  const { path, user, call, broken, subject } = difference;
  const { baseline, candidate } = sidesOf(difference);
  return {
    number,
    path: path === null ? null : named(path),
    user: user === null ? null : named(user),
    call: call === null ? null : named(call),
    values: { baseline: preview(baseline), candidate: preview(candidate) },
    keys: { baseline: keysOf(subject.baseline), candidate: keysOf(subject.candidate) },
    broken: broken && {
      baseline: named(broken.baseline),
      candidate: named(broken.candidate),
      where: named(broken.where),
    },
  };
}

/** The rows that are meant, on one side. */
export function keysOf(ids: SubjectIds | null): DiffKeys | null {
  return (
    ids && {
      exchange: ids.exchange === null ? null : keyOf('call', ids.exchange),
      message: ids.message === null ? null : keyOf('message', ids.message),
    }
  );
}

/** A name as it is shown. */
export function named(text: string): string {
  return shorten(text, LONGEST_NAME);
}

function preview(text: string | null): string | null {
  return text === null ? null : text.slice(0, MOST_PREVIEW);
}
