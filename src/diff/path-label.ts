import type { CorrelationRules } from '../correlate/correlation-rules.js';
import { placeOfId } from '../correlate/path-template.js';

/** A request target of which each id is `{id}`: what is alike has one name. */
export function pathLabel(target: string, rules: CorrelationRules): string {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? '' : target.slice(mark);
  const place = placeOfId(path, rules);
  let at = -1;
  const labelled = path
    .split('/')
    .map((segment) => {
      if (segment === '') return segment;
      at++;
      return at === place || looksLikeId(segment) ? '{id}' : segment;
    })
    .join('/');
  return labelled + query.replace(/[^?&=,]+/gu, (part) => (looksLikeId(part) ? '{id}' : part));
}

/** A number of three digits or more, a UUID, or eight characters and more with letters and digits among them. */
export function looksLikeId(text: string): boolean {
  if (text.length > MOST_OF_ID) return false;
  if (/^\d{3,}$/u.test(text)) return true;
  return /^[\w~.%:-]{8,}$/u.test(text) && /\d/u.test(text) && /[A-Za-z]/u.test(text);
}

const MOST_OF_ID = 200;
