import { type DiffOptions, diff } from '../diff.js';
import { writeDiff } from '../report/diff/write-diff.js';
import type { Verdict } from './verdict.js';

/** What a comparison of a test goes by. */
export type LikenessOptions = Pick<DiffOptions, 'noise' | 'rules' | 'latency'>;

/** A recording: its file, or what `record` and `drive` give. */
export type RecordingOrFile = string | { readonly file: string };

/** Whether the server of one recording says what the server of another said. */
export function behavesLike(
  candidate: unknown,
  baseline: unknown,
  options: LikenessOptions = {},
): Verdict {
  const result = diff(fileOf(baseline, 'baseline'), fileOf(candidate, 'candidate'), options);
  if (result.same) {
    return {
      pass: true,
      message: () => 'the servers of both recordings said the same, and a difference was expected',
    };
  }
  return {
    pass: false,
    message: () => {
      const text: string[] = [];
      const style = { format: 'text', showIgnored: false, color: false } as const;
      writeDiff(result, style, (piece) => text.push(piece));
      return `the server of the candidate behaves otherwise\n${text.join('')}`;
    },
  };
}

/** @throws TypeError if it names no file */
function fileOf(recording: unknown, what: string): string {
  if (typeof recording === 'string') return recording;
  const { file } = (recording ?? {}) as { readonly file?: unknown };
  if (typeof file === 'string') return file;
  throw new TypeError(
    `toBehaveLike compares recordings: the ${what} must be a file, or have one, as what drive() gives`,
  );
}
