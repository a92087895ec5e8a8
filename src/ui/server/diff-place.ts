import type { Difference, SubjectIds } from '../../diff/difference.js';
import { sidesOf } from '../../report/diff/sides.js';
import { type DiffKeys, type DiffPlace, MOST_PREVIEW } from '../protocol/diff.js';
import { keyOf } from '../protocol/row.js';

export function placeOf(difference: Difference, number: number): DiffPlace {
  const { path, user, call, broken, subject } = difference;
  const { baseline, candidate } = sidesOf(difference);
  return {
    number,
    path,
    user,
    call,
    values: { baseline: preview(baseline), candidate: preview(candidate) },
    keys: { baseline: keysOf(subject.baseline), candidate: keysOf(subject.candidate) },
    broken,
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

function preview(text: string | null): string | null {
  return text === null ? null : text.slice(0, MOST_PREVIEW);
}
