import { canonicalJson } from '../../json/canonical-json.js';
import { tryParseJson } from '../../json/parse-json.js';
import type { NoiseRule, TokenAlphabet } from '../../rules/noise-rules.js';
import type { Finding } from '../finding.js';
import { dateForm, isEpoch } from './date-form.js';

/** Whether what a finding shows is what a rule's kind allows; its place is looked at elsewhere. */
export function fits(rule: NoiseRule, finding: Finding): boolean {
  switch (rule.kind) {
    case 'any':
      return true;
    case 'order':
      return finding.reordered || finding.kind === 'notification-order';
    case 'times':
      return (
        finding.times !== undefined &&
        [finding.times.baseline, finding.times.candidate].every(
          (times) => times >= (rule.least ?? 0) && times <= (rule.most ?? Number.POSITIVE_INFINITY),
        )
      );
    default:
      return (
        !finding.reordered &&
        isAllowed(rule, finding.baseline) &&
        isAllowed(rule, finding.candidate)
      );
  }
}

function isAllowed(rule: NoiseRule, text: string | undefined): boolean {
  return text === undefined ? rule.absent === true : isOfKind(rule, text);
}

/** @param text JSON text of a value */
function isOfKind(rule: NoiseRule, text: string): boolean {
  switch (rule.kind) {
    case 'timestamp':
      return isTimestamp(text);
    case 'uuid':
      return isUuid(text);
    case 'counter':
      return isInteger(text);
    case 'number':
      return isNumber(text);
    case 'token': {
      const [least, most] = rule.length ?? [1, LONGEST_TOKEN];
      const word = tokenIn(text);
      return (
        word !== null &&
        word.length >= least &&
        word.length <= most &&
        isWithin(alphabetOf(word), rule.alphabet ?? 'any')
      );
    }
    case 'text':
      return text.startsWith('"');
    case 'values':
      return (rule.values ?? []).some(
        (value) => canonical(JSON.stringify(value)) === canonical(text),
      );
    default:
      return false;
  }
}

export function isTimestamp(text: string): boolean {
  return dateForm(text) !== null || isEpoch(text);
}

/** RFC 9562 §4, in any case, with or without braces. */
export function isUuid(text: string): boolean {
  return /^"\{?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\}?"$/iu.test(text);
}

export function isInteger(text: string): boolean {
  return /^(?:"\d{1,30}"|-?\d{1,30})$/u.test(text);
}

export function isNumber(text: string): boolean {
  return /^(?:"-?\d{1,30}(?:\.\d{1,30})?"|-?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,5})?)$/u.test(
    text,
  );
}

const LONGEST_TOKEN = 4_096;

/** The token that a JSON string is: no spaces, six characters or more; null if it is none. */
export function tokenIn(text: string): string | null {
  return /^"[\w!#$%&'*+./:=?@^~|-]{6,4096}"$/u.test(text) && /\d/u.test(text)
    ? text.slice(1, -1)
    : null;
}

/** The narrowest alphabet that a token is written in. */
export function alphabetOf(word: string): TokenAlphabet {
  if (/^\d+$/u.test(word)) return 'digits';
  if (/^[\da-f]+$/iu.test(word)) return 'hex';
  if (/^[\da-z]+$/iu.test(word)) return 'letters-digits';
  return /^[\w+/=-]+$/u.test(word) ? 'base64' : 'any';
}

const WIDENING: readonly TokenAlphabet[] = ['digits', 'hex', 'letters-digits', 'base64', 'any'];

export function isWithin(alphabet: TokenAlphabet, other: TokenAlphabet): boolean {
  return WIDENING.indexOf(alphabet) <= WIDENING.indexOf(other);
}

/** One text for each value. */
export function canonical(text: string): string {
  const node = tryParseJson(text);
  return node === null ? text : canonicalJson(node);
}
