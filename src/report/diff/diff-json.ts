import type {
  BrokenRenaming,
  Difference,
  DifferenceKind,
  DiffResult,
  IgnoredCount,
} from '../../diff/difference.js';
import { jsonLine } from '../json-line.js';
import { writeJsonRows } from '../json-rows.js';

/** What `diff --format json` prints; `docs/contract.md` describes it. */
export interface DiffJson {
  readonly same: boolean;
  readonly differences: readonly DifferenceJson[];
  readonly ignored: readonly IgnoredCount[];
  /** Only if what was ignored is shown. */
  readonly ignoredDifferences?: readonly (DifferenceJson & { readonly rule: string })[];
}

/** One place that differs. */
export interface DifferenceJson {
  readonly kind: DifferenceKind;
  readonly user: string | null;
  readonly call: string | null;
  readonly notification: string | null;
  readonly path: string | null;
  /** Absent if nothing stands there. */
  readonly baseline?: unknown;
  readonly candidate?: unknown;
  /** Where an identifier was renamed otherwise; absent if nothing broke. */
  readonly broken?: BrokenRenaming;
}

/** Writes differences as JSON, piece by piece: one place a line. */
export function writeDiffJson(
  { same, differences, ignored, ignoredDifferences }: DiffResult,
  showIgnored: boolean,
  write: (chunk: string) => void,
): void {
  write(`{"same":${jsonLine(same)}`);
  writeJsonRows('differences', rowsOf(differences, differenceJson), write);
  writeJsonRows('ignored', ignored, write);
  if (showIgnored) {
    const withRule = rowsOf(ignoredDifferences, (each) => ({
      ...differenceJson(each),
      rule: each.rule,
    }));
    writeJsonRows('ignoredDifferences', withRule, write);
  }
  write('}\n');
}

function differenceJson(difference: Difference): DifferenceJson {
  const { kind, user, call, notification, path } = difference;
  return {
    kind,
    user,
    call,
    notification,
    path,
    ...('baseline' in difference ? { baseline: difference.baseline } : {}),
    ...('candidate' in difference ? { candidate: difference.candidate } : {}),
    ...(difference.broken === null ? {} : { broken: difference.broken }),
  };
}

function* rowsOf<T, R>(differences: readonly T[], rowOf: (difference: T) => R): Generator<R> {
  for (const each of differences) yield rowOf(each);
}
