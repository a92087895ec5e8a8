import { canonicalJson } from '../../json/canonical-json.js';
import { tryParseJson } from '../../json/parse-json.js';
import type { NoiseRule, TokenAlphabet } from '../../rules/noise-rules.js';
import type { Finding } from '../finding.js';
import { dateForm, epochForm } from './date-form.js';

/** Whether what a finding shows is what a rule's kind allows; its place is looked at elsewhere. */
export function allows(rule: NoiseRule): (finding: Finding) => boolean {
  switch (rule.kind) {
    case 'any':
      return () => true;
    case 'order':
      return ({ reordered, kind }) => reordered || kind === 'notification-order';
    case 'times':
      return ({ times }) =>
        times !== undefined &&
        [times.baseline, times.candidate].every(
          (each) => each >= (rule.least ?? 0) && each <= (rule.most ?? Number.POSITIVE_INFINITY),
        );
    case 'absent':
      return ({ baseline, candidate }) =>
        (baseline === undefined) !== (candidate === undefined) &&
        isStructure(baseline ?? candidate ?? '');
    default: {
      const isAllowed = ofKind(rule);
      return (finding) => !finding.reordered && allowsValues(rule, finding, isAllowed);
    }
  }
}

function allowsValues(
  rule: NoiseRule,
  { baseline, candidate }: Finding,
  isAllowed: (text: string) => boolean,
): boolean {
  if (baseline === undefined || candidate === undefined) {
    const there = baseline ?? candidate;
    return rule.absent === true && there !== undefined && isAllowed(there);
  }
  if (!isAllowed(baseline) || !isAllowed(candidate)) return false;
  if (rule.kind === 'values') return true;
  // 45 is not "45", nor are seconds milliseconds.
  if (rule.kind === 'timestamp') return momentForm(baseline) === momentForm(candidate);
  return baseline.startsWith('"') === candidate.startsWith('"');
}

/** Whether a value, as JSON text, is of a rule's kind. */
function ofKind(rule: NoiseRule): (text: string) => boolean {
  switch (rule.kind) {
    case 'timestamp':
      return (text) => momentForm(text) !== null;
    case 'uuid':
      return isUuid;
    case 'counter':
      return isCount;
    case 'number':
      return isNumber;
    case 'token': {
      const [least, most] = rule.length ?? [1, LONGEST_TOKEN];
      return (text) => {
        const word = tokenIn(text);
        if (word === null || word.length < least || word.length > most) return false;
        return isWithin(alphabetOf(word), rule.alphabet ?? 'any');
      };
    }
    case 'text':
      return isText;
    case 'values': {
      const values = new Set((rule.values ?? []).map(canonicalValue));
      return (text) => values.has(canonical(text));
    }
    default:
      return () => false;
  }
}

/** How a JSON text is a moment; null if it is none. */
export function momentForm(text: string): string | null {
  return dateForm(text) ?? epochForm(text);
}

/** RFC 9562 §4, in any case, with or without braces. */
export function isUuid(text: string): boolean {
  return /^"\{?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\}?"$/iu.test(text);
}

/** -1 is none: it often says that there is nothing to count. */
export function isCount(text: string): boolean {
  return /^(?:"\d{1,30}"|\d{1,30})$/u.test(text);
}

export function isNumber(text: string): boolean {
  return /^(?:"-?\d{1,30}(?:\.\d{1,30})?"|-?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,5})?)$/u.test(
    text,
  );
}

export function isText(text: string): boolean {
  return text.startsWith('"') && text !== '""';
}

export function isStructure(text: string): boolean {
  return text.startsWith('{') || text.startsWith('[');
}

const LONGEST_TOKEN = 4_096;

/** The token that a JSON string is: no spaces, six characters or more, a digit among them; null if it is none. */
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

/** `jsonValue`, back again: `{json: text}` is what JavaScript can't hold. */
function canonicalValue(value: unknown): string {
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 1) {
    const { json } = value as { readonly json?: unknown };
    if (typeof json === 'string') return canonical(json);
  }
  return canonical(JSON.stringify(value));
}
