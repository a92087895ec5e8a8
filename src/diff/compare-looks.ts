import type { RecordedExchange } from '../recording/reader.js';
import { commonSubsequence, type Pair } from './align/common-subsequence.js';
import { anchors } from './anchors.js';
import { wholeText } from './compare/compare-contents.js';
import { contentOf } from './compare/content.js';
import { neutralText } from './compare/same-value.js';
import { placeInBaseline } from './compare-calls.js';
import type { Aligned, Context } from './context.js';
import { type LookGroup, withMoved } from './moved-looks.js';
import { anyMoment } from './noise/any-moment.js';
import { pathLabel } from './path-label.js';
import { References } from './rename/references.js';
import { aboutWhole, exchangeSubject } from './subjects.js';

/**
 * Compares safe exchanges: how often a desktop asks depends on timing, so the distinct answers at each position are. A
 * target that only one session asked for at all is told once.
 */
export function compareLooks(context: Context, aligned: Aligned): void {
  const { comparison, ledger, counts } = context;
  const { session, user } = aligned;
  const known = { ours: new Set<string>(), theirs: new Set<string>() };
  const told = new Set<string>();
  const placeOf = placeInBaseline(aligned);
  const groups = withMoved([...groupsOf(context, aligned, known)]);
  for (const group of withStrangers(context, groups, known)) {
    const { target, ours, theirs } = group;
    const [one, other] = [ours[0] ?? null, theirs[0] ?? null];
    if (one !== null && other !== null) {
      counts.safe += Math.min(ours.length, theirs.length);
      for (const [a, b] of answersToCompare(context, group)) {
        const subject = exchangeSubject(context, a, b, user);
        comparison.answers(a, b, subject, [session, a.seq], new References());
      }
    } else if (known.ours.has(target) !== known.theirs.has(target) && !told.has(target)) {
      told.add(target);
      const subject = exchangeSubject(context, one, other, user);
      const at = one?.seq ?? placeOf(other?.seq ?? 0);
      const kind = one === null ? 'call-extra' : 'call-missing';
      ledger.found(aboutWhole(kind, subject, [session, at]));
    }
  }
}

/**
 * Puts together what only one side was asked for with what only the other was, if both are alike and follow the same act: the
 * server may have said otherwise what the id is.
 */
function withStrangers(
  { baseline }: Context,
  groups: readonly LookGroup[],
  known: { readonly ours: ReadonlySet<string>; readonly theirs: ReadonlySet<string> },
): readonly LookGroup[] {
  const labelOf = ({ target, position }: LookGroup): string => {
    const [method = '', path = ''] = target.split(' ');
    return JSON.stringify([position, method, pathLabel(path, baseline.rules)]);
  };
  const strangers = new Map<string, LookGroup[]>();
  // The last first, so that the first is taken from the end.
  for (const group of groups.toReversed()) {
    if (group.ours.length > 0 || known.ours.has(group.target)) continue;
    const label = labelOf(group);
    const same = strangers.get(label);
    if (same === undefined) strangers.set(label, [group]);
    else same.push(group);
  }
  const taken = new Set<LookGroup>();
  const joined = groups.map((group) => {
    if (group.theirs.length > 0 || known.theirs.has(group.target)) return group;
    const other = strangers.get(labelOf(group))?.pop();
    if (other === undefined) return group;
    taken.add(other);
    return { ...group, theirs: other.theirs };
  });
  return joined.filter((group) => !taken.has(group));
}

function groupsOf(
  { identifiers }: Context,
  { baseline, candidate, steps }: Aligned,
  known: { readonly ours: Set<string>; readonly theirs: Set<string> },
): Iterable<LookGroup> {
  const groups = new Map<string, LookGroup>();
  const put = (
    exchange: RecordedExchange,
    side: 'ours' | 'theirs',
    position: number,
    path: string,
  ): void => {
    const target = `${exchange.method} ${path}`;
    known[side].add(target);
    const key = `${position} ${target}`;
    const group = groups.get(key) ?? { target, position, ours: [], theirs: [] };
    group[side].push(exchange);
    groups.set(key, group);
  };
  const before = anchors(
    baseline?.steps ?? [],
    steps.map(([one]) => one),
  );
  const after = anchors(
    candidate?.steps ?? [],
    steps.map(([, other]) => other),
  );
  for (const { exchange } of baseline?.looks ?? []) identifiers.request(exchange, 'baseline');
  for (const { exchange } of candidate?.looks ?? []) identifiers.request(exchange, 'candidate');
  for (const { exchange, seq } of baseline?.looks ?? []) {
    put(exchange, 'ours', before(seq), identifiers.renaming.shared(exchange.path));
  }
  for (const { exchange, seq } of candidate?.looks ?? []) {
    put(exchange, 'theirs', after(seq), exchange.path);
  }
  return groups.values();
}

interface Answer {
  readonly exchange: RecordedExchange;
  /** Equal texts are equal answers. */
  readonly text: string;
}

/** Which answers of a group are held against each other. */
function answersToCompare(
  { baseline, candidate, identifiers }: Context,
  { ours, theirs }: LookGroup,
): readonly (readonly [RecordedExchange, RecordedExchange])[] {
  const { renaming } = identifiers;
  const left = distinct(ours, (text) => renaming.shared(anyMoment(baseline.neutral(text))));
  const right = distinct(theirs, (text) => anyMoment(candidate.neutral(text)));
  const at = (pair: Pair): readonly [RecordedExchange, RecordedExchange] => [
    (left[pair[0]] as Answer).exchange,
    (right[pair[1]] as Answer).exchange,
  ];
  if (left.length === right.length) return left.map((_, index) => at([index, index]));
  const pairs = commonSubsequence(
    left.map(({ text }) => text),
    right.map(({ text }) => text),
  );
  // Both sides of the pairs rise.
  const nearest = (index: number, side: 0 | 1): number => {
    let [low, high] = [0, pairs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[middle]?.[side] ?? 0) <= index) low = middle + 1;
      else high = middle;
    }
    return (pairs[low - 1] ?? pairs[0] ?? [0, 0])[1 - side] as number;
  };
  const [here, there] = [new Set(pairs.map(([a]) => a)), new Set(pairs.map(([, b]) => b))];
  const rest: Pair[] = [];
  // What was not asked for as often may not have been seen.
  if (theirs.length >= ours.length) {
    for (const index of left.keys()) if (!here.has(index)) rest.push([index, nearest(index, 0)]);
  }
  for (const index of right.keys()) if (!there.has(index)) rest.push([nearest(index, 1), index]);
  return [...pairs, ...rest].map(at);
}

/** Answers in order, without those that say what the one before said. */
function distinct(
  exchanges: readonly RecordedExchange[],
  shared: (text: string) => string,
): readonly Answer[] {
  const [only] = exchanges;
  if (exchanges.length === 1 && only !== undefined) return [{ exchange: only, text: '' }];
  return exchanges
    .map((exchange) => ({ exchange, text: answerText(exchange, shared) }))
    .filter(({ text }, at, all) => text !== all[at - 1]?.text);
}

/** @param shared gives a string what both sides call it */
function answerText(
  { status, outcome, responseBody, responseHeaders }: RecordedExchange,
  shared: (text: string) => string,
): string {
  const content = contentOf(responseBody, responseHeaders);
  const body =
    content.kind === 'json'
      ? neutralText(content.node, 'baseline', shared)
      : content.kind === 'text'
        ? shared(content.text)
        : wholeText(content);
  return `${status} ${outcome === 'cut-by-server'} ${content.kind} ${body}`;
}
