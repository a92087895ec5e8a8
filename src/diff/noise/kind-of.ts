import type { NoiseRule } from '../../rules/noise-rules.js';
import { jsonValue } from '../json-value.js';
import { dateForm } from './date-form.js';
import {
  alphabetOf,
  canonical,
  isCount,
  isNumber,
  isStructure,
  isText,
  isUuid,
  isWithin,
  momentForm,
  tokenIn,
} from './kinds.js';

/** What stood at a place where two recordings differed, as JSON texts. */
export interface Varied {
  readonly baseline?: string;
  readonly candidate?: string;
  /** Which comparison of two recordings it is from. */
  readonly comparison: number;
}

export type How = Pick<NoiseRule, 'kind' | 'values' | 'length' | 'alphabet' | 'absent'>;

/** A longer list of values is none that a person reads; where there are as many, they are no enumeration. */
const MOST_VALUES = 50;
/** JSON text of a value that a rule can hold. */
const LONGEST_VALUE = 1_000;
/** So many different values, of which hardly one comes again, are no enumeration. */
const ENOUGH_NUMBERS = 5;
const ENOUGH_EPOCHS = 4;
/** Codes and levels are numbers of one or two digits as well. */
const ENOUGH_SMALL_NUMBERS = 20;
/** Of strings that are by chance alike in hardly a letter, and of `Queue101` and `Queue102`. */
const ENOUGH_RANDOM_TOKENS = 4;
const ENOUGH_TOKENS = 10;
const ENOUGH_TEXTS = 12;

/**
 * How a place varies, by all that was seen there; null if too little was seen to say more than it lists. What the values do
 * not show to be open is an enumeration: these values, and no other.
 *
 * @param place its last name says whether a number is a code
 */
export function kindOf(seen: readonly Varied[], place: string): How | null {
  const texts = seen.flatMap(textsOf);
  const absent = texts.length < 2 * seen.length ? { absent: true } : {};
  // What stood there was compared with nothing, and holds what varies itself.
  if (texts.length === seen.length && texts.every(isStructure)) return { kind: 'absent' };
  const how = openKind(seen, texts, place) ?? enumeration(texts);
  return how === null ? null : { ...how, ...absent };
}

function textsOf({ baseline, candidate }: Varied): readonly string[] {
  return [baseline, candidate].filter((each) => each !== undefined);
}

/** A kind that covers values which were not seen. */
function openKind(seen: readonly Varied[], texts: readonly string[], place: string): How | null {
  const strings = texts.filter((text) => text.startsWith('"')).length;
  // A string and a number at one place are of no one kind.
  if (texts.length === 0 || (strings !== 0 && strings !== texts.length)) return null;
  const open = openness(seen, texts);
  // Ten digits may be the number of a customer.
  const areDates = texts.every((text) => dateForm(text) !== null);
  if (seen.every(isMoment) && (areDates || open(ENOUGH_EPOCHS))) return { kind: 'timestamp' };
  if (texts.every(isUuid)) return open(2) ? { kind: 'uuid' } : null;
  if (texts.every(isNumber)) {
    if (isCode(place)) return null;
    const small = texts.every((text) => /^"?-?\d{1,2}(?:\.0*)?"?$/u.test(text));
    if (!open(small ? ENOUGH_SMALL_NUMBERS : ENOUGH_NUMBERS)) return null;
    return { kind: texts.every(isCount) ? 'counter' : 'number' };
  }
  if (strings === 0) return null;
  const words = texts.map(tokenIn).filter((word) => word !== null);
  if (words.length === texts.length) {
    return open(areRandom(words) ? ENOUGH_RANDOM_TOKENS : ENOUGH_TOKENS) ? tokens(words) : null;
  }
  // Names of states are single words.
  const areNames = texts.every((text) => /^"[\p{L}_.-]*"$/u.test(text));
  if (!texts.every(isText) || !open(areNames ? MOST_VALUES + 1 : ENOUGH_TEXTS)) return null;
  return { kind: 'text' };
}

/** Both sides in one form: what changes its form is no moment that only moved on. */
function isMoment(varied: Varied): boolean {
  const [form, other = form] = textsOf(varied).map(momentForm);
  return form !== undefined && form !== null && form === other;
}

/**
 * Whether there are enough different values, and they hardly come again. Within one comparison, that is: with three
 * recordings each value is compared twice.
 */
function openness(seen: readonly Varied[], texts: readonly string[]): (enough: number) => boolean {
  const different = new Set(texts.map(canonical)).size;
  const within = new Set(
    seen.flatMap((varied) =>
      textsOf(varied).map((text) => `${varied.comparison} ${canonical(text)}`),
    ),
  ).size;
  // Of few values none may come again.
  const share = different < 2 * ENOUGH_NUMBERS ? 1 : 0.6;
  return (enough) =>
    different >= enough && (different > MOST_VALUES || within >= share * texts.length);
}

/** A number that means one thing each: a new one would be news. */
function isCode(place: string): boolean {
  const name = place.split('/').findLast((token) => token !== '*') ?? '';
  return /(?:code|status|state|type|kind|level|version|result|error|errno|reason|flags?|mode|priority|severity)s?$/iu.test(
    name,
  );
}

/** What is left of each without what all of them begin and end with is long. */
function areRandom(words: readonly string[]): boolean {
  const [first = ''] = words;
  let start = 0;
  while (start < first.length && words.every((word) => word[start] === first[start])) start++;
  let end = 0;
  while (end < first.length && words.every((word) => word.at(-1 - end) === first.at(-1 - end))) {
    end++;
  }
  return words.every((word) => word.length - start - end >= 6);
}

function tokens(words: readonly string[]): How {
  const lengths = words.map(({ length }) => length);
  const alphabet = words
    .map(alphabetOf)
    .reduce((widest, each) => (isWithin(each, widest) ? widest : each));
  const least = lengths.reduce((a, b) => Math.min(a, b));
  const most = lengths.reduce((a, b) => Math.max(a, b));
  return { kind: 'token', alphabet, length: [least, most] };
}

/** These values and no other; null if they are too many, or too long. */
export function enumeration(texts: readonly string[]): How | null {
  if (texts.some(({ length }) => length > LONGEST_VALUE)) return null;
  // Sorted first: of two ways to write one value, always the same is taken.
  const values = new Map(texts.toSorted().map((text) => [canonical(text), text]));
  if (values.size > MOST_VALUES) return null;
  return { kind: 'values', values: [...values.values()].toSorted().map(jsonValue) };
}
