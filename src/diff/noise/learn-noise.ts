import { groupBy } from '../../group-by.js';
import type { NoiseKind, NoiseRule } from '../../rules/noise-rules.js';
import type { Finding, Residue } from '../finding.js';
import { jsonValue } from '../json-value.js';
import {
  alphabetOf,
  canonical,
  isInteger,
  isNumber,
  isTimestamp,
  isUuid,
  isWithin,
  tokenIn,
} from './kinds.js';

/** So many different values that hardly ever come again are no enumeration. */
const ENOUGH_NUMBERS = 5;
const ENOUGH_TOKENS = 3;
const ENOUGH_TEXTS = 8;
/** Share of the values seen that are different ones. */
const HARDLY_AGAIN = 0.6;
/** A longer list of values is none that a person reads. */
const MOST_VALUES = 50;

/**
 * Learns from comparisons of recordings of one version what varies by itself: at which place and how. What was not seen to
 * vary so is not covered: of two values seen at a place, a third is a difference.
 */
export function learnNoise(residues: readonly Residue[]): readonly NoiseRule[] {
  const compared = new Map<string, number>();
  for (const residue of residues) {
    for (const [label, times] of residue.compared) {
      compared.set(label, (compared.get(label) ?? 0) + times);
    }
  }
  const groups = groupBy(
    residues.flatMap(({ findings }) => findings),
    ({ subject, kind, place, reordered }) =>
      JSON.stringify([subject.label, what(kind), place, reordered]),
  );
  return [...groups.values()]
    .flatMap((findings) => learned(findings, compared))
    .toSorted((a, b) => compareText(sortKey(a), sortKey(b)));
}

/** Missing and extra, and changes of one place, belong together. */
function what(kind: Finding['kind']): string {
  return kind.endsWith('-missing') || kind.endsWith('-extra') ? 'times' : kind;
}

function learned(
  findings: readonly Finding[],
  compared: ReadonlyMap<string, number>,
): readonly NoiseRule[] {
  const [first] = findings;
  if (first === undefined) return [];
  const { subject, kind, place, reordered } = first;
  const evidence = {
    seen: Math.max(compared.get(subject.label) ?? 0, findings.length),
    varied: findings.length,
  };
  const about = { in: subject.label };
  if (what(kind) === 'times') {
    const times = findings.flatMap((each) =>
      each.times === undefined ? [] : [each.times.baseline, each.times.candidate],
    );
    if (times.length === 0) return [];
    return [
      { ...about, kind: 'times', least: Math.min(...times), most: Math.max(...times), ...evidence },
    ];
  }
  if (kind === 'notification-order') return [{ ...about, kind: 'order', ...evidence }];
  if (kind === 'notification-late' || (kind === 'notification-changed' && place === null))
    return [];
  const at =
    kind === 'status' ? {} : kind === 'header' ? { header: place ?? '' } : { at: place ?? '' };
  if (reordered) return [{ ...about, ...at, kind: 'order', ...evidence }];
  const texts = findings.flatMap(({ baseline, candidate }) =>
    [baseline, candidate].filter((each) => each !== undefined),
  );
  const how = kind === 'status' ? enumeration(texts) : kindOf(texts);
  if (how === null) return [];
  const absent = texts.length < 2 * findings.length ? { absent: true } : {};
  return [{ ...about, ...at, ...how, ...absent, ...evidence }];
}

type How = Pick<NoiseRule, 'kind' | 'values' | 'length' | 'alphabet'>;

/** @param texts JSON texts of the values that were seen where they varied */
function kindOf(texts: readonly string[]): How | null {
  if (texts.length === 0) return enumeration(texts);
  const different = new Set(texts.map(canonical)).size;
  const hardlyAgain = (enough: number): boolean =>
    different >= enough && different >= HARDLY_AGAIN * texts.length;
  const all = (is: (text: string) => boolean): boolean => texts.every(is);
  const simple = (kind: NoiseKind): How => ({ kind });
  // A string and a number at one place are not of one kind.
  const strings = texts.filter((text) => text.startsWith('"')).length;
  if (strings !== 0 && strings !== texts.length) return enumeration(texts);
  if (all(isTimestamp)) return simple('timestamp');
  if (all(isUuid)) return simple('uuid');
  if (all(isInteger) && hardlyAgain(ENOUGH_NUMBERS)) return simple('counter');
  if (all(isNumber) && hardlyAgain(ENOUGH_NUMBERS)) return simple('number');
  if (strings > 0 && hardlyAgain(ENOUGH_TOKENS)) {
    const words = texts.map(tokenIn);
    if (words.every((word) => word !== null)) return tokens(words);
  }
  if (strings > 0 && hardlyAgain(ENOUGH_TEXTS)) return simple('text');
  return enumeration(texts);
}

function tokens(words: readonly string[]): How {
  const lengths = words.map(({ length }) => length);
  const alphabet = words
    .map(alphabetOf)
    .reduce((widest, each) => (isWithin(each, widest) ? widest : each));
  return { kind: 'token', alphabet, length: [Math.min(...lengths), Math.max(...lengths)] };
}

function enumeration(texts: readonly string[]): How | null {
  const values = [...new Map(texts.map((text) => [canonical(text), text])).values()];
  if (values.length > MOST_VALUES) return null;
  return { kind: 'values', values: values.toSorted(compareText).map(jsonValue) };
}

function sortKey(rule: NoiseRule): string {
  return [rule.in, rule.header ?? '', rule.at ?? '', rule.kind].join('\0');
}

/** By code units, whatever the locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
