import { DIFFERENCE_KINDS, type DifferenceKind, type DiffResult } from '../../diff/difference.js';

/** Several kinds under one name. */
const GROUPS = {
  call: ['call-missing', 'call-extra'],
  answer: ['status', 'header', 'body'],
  notification: DIFFERENCE_KINDS.filter((kind) => kind.startsWith('notification-')),
} as const satisfies Readonly<Record<string, readonly DifferenceKind[]>>;

/** What a comparison may fail on: a kind of difference, or several under one name. */
export type FailOn = DifferenceKind | keyof typeof GROUPS;

export const FAIL_ON: readonly FailOn[] = [
  ...(Object.keys(GROUPS) as (keyof typeof GROUPS)[]),
  ...DIFFERENCE_KINDS,
];

/** Whether recordings differ in a way that matters. */
export function failsOn({ same, differences }: DiffResult, failOn?: readonly FailOn[]): boolean {
  if (failOn === undefined) return !same;
  const kinds = new Set(failOn.flatMap((each): readonly DifferenceKind[] => kindsOf(each)));
  return differences.some(({ kind }) => kinds.has(kind));
}

function kindsOf(failOn: FailOn): readonly DifferenceKind[] {
  return Object.hasOwn(GROUPS, failOn)
    ? GROUPS[failOn as keyof typeof GROUPS]
    : [failOn as DifferenceKind];
}
