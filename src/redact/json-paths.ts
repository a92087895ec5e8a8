/**
 * A JSON Pointer (RFC 6901) with wildcards: `*` is any one member or item, `**` any number of them, none
 * too. What it names is meant with all below it. A member must be named, for in a body that is no sound
 * JSON nothing else can be looked for.
 */
type Token = string | typeof ANY | typeof DEEP | typeof END;

const ANY = Symbol('*');
const DEEP = Symbol('**');
const END = Symbol('end');

/** How far into which paths one has come; numbers mean nothing to others. */
export type Steps = readonly number[];

/** Paths of secrets, followed all at once from the root of a JSON text down. */
export interface JsonPaths {
  /** At a root. */
  readonly start: Steps;
  /** One member or item further down; none if no path goes on there. */
  into(steps: Steps, token: string): Steps;
  /** Whether a path ends here. */
  isEnd(steps: Steps): boolean;
  /** The last member that each path names. */
  readonly names: readonly string[];
}

/** Says what is wrong with a path; null if nothing is. */
export function complaintAboutPath(path: string): string | null {
  if (!path.startsWith('/')) return "it must begin with '/', such as /twitter/from";
  if (/~(?![01])/u.test(path)) return "'~' must be written ~0, and '/' within a name ~1 (RFC 6901)";
  return lastName(tokensOf(path)) === null ? 'it must name a member, not only * or items' : null;
}

/** @param paths those that nobody complained about */
export function createJsonPaths(paths: readonly string[]): JsonPaths {
  const parsed = paths.map(tokensOf);
  const tokens = parsed.flat();
  const starts = parsed.map((_, index) => parsed.slice(0, index).flat().length);

  /** `**` may stand for nothing. */
  function reach(at: number, reached: Set<number>): void {
    reached.add(at);
    if (tokens[at] === DEEP) reach(at + 1, reached);
  }

  function reachable(ats: readonly number[]): Steps {
    const reached = new Set<number>();
    for (const at of ats) reach(at, reached);
    return [...reached];
  }

  return {
    start: reachable(starts),
    into: (steps, token) =>
      reachable(
        steps.flatMap((at) => {
          const expected = tokens[at];
          if (expected === DEEP) return [at];
          return expected === ANY || expected === token ? [at + 1] : [];
        }),
      ),
    isEnd: (steps) => steps.some((at) => tokens[at] === END),
    names: parsed.map((each) => lastName(each) ?? ''),
  };
}

function tokensOf(path: string): readonly Token[] {
  const tokens = path
    .split('/')
    .slice(1)
    .map((token): Token => {
      if (token === '*') return ANY;
      if (token === '**') return DEEP;
      return token.replaceAll('~1', '/').replaceAll('~0', '~');
    });
  return [...tokens, END];
}

function lastName(tokens: readonly Token[]): string | null {
  return (
    (tokens.findLast((token) => typeof token === 'string' && !/^\d*$/u.test(token)) as
      | string
      | undefined) ?? null
  );
}
