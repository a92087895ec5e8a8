import type { RecordedExchange } from '../recording/reader.js';
import { commonSubsequence, type Pair } from './align/common-subsequence.js';
import { anchors } from './anchors.js';
import { contentOf } from './compare/content.js';
import { neutralText } from './compare/same-value.js';
import { placeInBaseline } from './compare-calls.js';
import type { Aligned, Context } from './context.js';
import { pathLabel } from './path-label.js';
import { References } from './rename/references.js';
import type { Side } from './side.js';
import { aboutWhole, exchangeSubject } from './subjects.js';

/** Safe exchanges of both sides for the same target after the same act. */
interface Group {
  readonly target: string;
  /** After which act. */
  readonly position: number;
  readonly ours: RecordedExchange[];
  readonly theirs: RecordedExchange[];
}

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
  for (const group of withStrangers(context, [...groupsOf(context, aligned, known)], known)) {
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
  groups: readonly Group[],
  known: { readonly ours: ReadonlySet<string>; readonly theirs: ReadonlySet<string> },
): readonly Group[] {
  const labelOf = ({ target, position }: Group): string => {
    const [method = '', path = ''] = target.split(' ');
    return JSON.stringify([position, method, pathLabel(path, baseline.rules)]);
  };
  const strangers = new Map<string, Group[]>();
  // The last first, so that the first is taken from the end.
  for (const group of groups.toReversed()) {
    if (group.ours.length > 0 || known.ours.has(group.target)) continue;
    const label = labelOf(group);
    const same = strangers.get(label);
    if (same === undefined) strangers.set(label, [group]);
    else same.push(group);
  }
  const taken = new Set<Group>();
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
): Iterable<Group> {
  const groups = new Map<string, Group>();
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
  // Ids by the names that the candidate's server has for them.
  const renamed = (path: string): string =>
    path.replace(/[\w%~-]+/gu, (word) => identifiers.renaming.likely(word) ?? word);
  for (const { exchange } of baseline?.looks ?? []) identifiers.request(exchange, 'baseline');
  for (const { exchange } of candidate?.looks ?? []) identifiers.request(exchange, 'candidate');
  for (const { exchange, seq } of baseline?.looks ?? []) {
    put(exchange, 'ours', before(seq), renamed(exchange.path));
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
  { baseline, candidate }: Context,
  { ours, theirs }: Group,
): readonly (readonly [RecordedExchange, RecordedExchange])[] {
  const left = distinct(ours, baseline);
  const right = distinct(theirs, candidate);
  const at = (pair: Pair): readonly [RecordedExchange, RecordedExchange] => [
    (left[pair[0]] as Answer).exchange,
    (right[pair[1]] as Answer).exchange,
  ];
  if (left.length === right.length) return left.map((_, index) => at([index, index]));
  const pairs = commonSubsequence(
    left.map(({ text }) => text),
    right.map(({ text }) => text),
  );
  const nearest = (index: number, side: 0 | 1): number =>
    (pairs.findLast((pair) => pair[side] <= index) ?? pairs[0] ?? [0, 0])[1 - side] as number;
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
function distinct(exchanges: readonly RecordedExchange[], side: Side): readonly Answer[] {
  const [only] = exchanges;
  if (exchanges.length === 1 && only !== undefined) return [{ exchange: only, text: '' }];
  return exchanges
    .map((exchange) => ({ exchange, text: answerText(exchange, side) }))
    .filter(({ text }, at, all) => text !== all[at - 1]?.text);
}

function answerText(
  { status, responseBody, responseHeaders }: RecordedExchange,
  side: Side,
): string {
  const content = contentOf(responseBody, responseHeaders);
  const body =
    content.kind === 'json'
      ? neutralText(content.node, 'baseline', (text) => side.neutral(text))
      : content.kind === 'text'
        ? side.neutral(content.text)
        : content.kind;
  return `${status} ${body}`;
}
