import { UsageError } from '../../errors.js';
import { pathPattern } from './path-pattern.js';

/** What of all that passes is recorded; the rest is relayed all the same. */
export interface KeepOptions {
  /** Of the calls, record those of these operations alone; everything that is no call is recorded. */
  readonly only?: readonly string[];
  /**
   * Don't record exchanges on these paths, whatever they are: `/static` means itself and all below it,
   * `*` any text within one segment, `**` any text.
   */
  readonly exclude?: readonly string[];
}

/** Decides what is recorded. */
export interface Keep {
  /** Whether an exchange may be recorded, by its request target. */
  target(target: string): boolean;
  /** Whether a call may be recorded; null names no operation. */
  call(operation: string | null): boolean;
}

/**
 * Reads what is to be kept; by default everything.
 *
 * @throws UsageError if a pattern could fit no path, or an operation has no name
 */
export function keepOf({ only, exclude = [] }: KeepOptions): Keep {
  const patterns = exclude.map(pathPattern);
  const operations = only === undefined || only.length === 0 ? null : new Set(only);
  if (operations?.has('')) throw new UsageError('an operation to record has a name');
  return {
    target(target) {
      const path = patterns.length === 0 ? '' : pathOf(target);
      return !patterns.some((fits) => fits(path));
    },
    call: (operation) => operations === null || (operation !== null && operations.has(operation)),
  };
}

/** Without query and fragment, and without the origin of a target in absolute form (RFC 9112 §3.2.2). */
function pathOf(target: string): string {
  const [beforeQuery = ''] = target.split(/[?#]/u, 1);
  const path = beforeQuery.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/iu, '');
  return path === '' ? '/' : path;
}

/** What was not kept, as facts of a recording: JSON lists, each only if it is not empty. */
export function keepFacts({ only, exclude }: KeepOptions): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries({ only, exclude }).flatMap(([name, list]) =>
      list === undefined || list.length === 0 ? [] : [[name, JSON.stringify(list)]],
    ),
  );
}
