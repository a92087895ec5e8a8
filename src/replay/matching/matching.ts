import { stringAt } from '../../correlate/member-at.js';
import { operationInPath } from '../../correlate/path-template.js';
import type { Headers } from '../../recording/exchange.js';
import { createJsonPaths } from '../../redact/json-paths.js';
import type { MatchRules } from '../../rules/match-rules.js';
import { gwsRules, type Rules } from '../../rules/rules.js';
import { type CountedPlaces, countedJson } from './counted-json.js';
import {
  type Pairs,
  type RequestShape,
  requestShape,
  type ShapeBody,
  type ShapeSource,
} from './request-shape.js';
import { templatePath } from './template-path.js';

/** A request as it came or was recorded. */
export interface MatchedSource extends ShapeSource {
  readonly headers: Headers;
  /** Gives all origins of the server one name in the value of a header. */
  readonly canonical: (content: Uint8Array) => Uint8Array;
}

/**
 * Makes of a request what takes part in matching, by the rules. What is ignored is gone from it, so that
 * neither the look-up nor a near miss can see it.
 */
export type Matching = (source: MatchedSource) => RequestShape;

/** As requests are matched where no rules file says otherwise. */
export const usualMatching: Matching = matchingBy(gwsRules);

export function matchingBy({ match, correlate }: Pick<Rules, 'match' | 'correlate'>): Matching {
  const { members, paths } = correlate;
  const ownOperation =
    members.operation !== gwsRules.correlate.members.operation ||
    paths.resources.some((template) => template.includes('{operation}'));
  const byTemplate = match.paths.length === 0 ? null : templatePath(match.paths);
  const counts = match.ignore.query.length === 0 ? null : countedNames(match);
  const countedBody = match.ignore.body.length === 0 ? null : bodyCounter(match);
  const headers = match.compare.headers.map((name) => name.toLowerCase());
  if (!ownOperation && !byTemplate && !counts && !countedBody && headers.length === 0) {
    return requestShape;
  }
  return (source) => {
    const shape = requestShape(source);
    const body = countedBody === null ? shape.body : countedBody(shape.body);
    return {
      ...shape,
      ...(byTemplate === null ? {} : { segments: byTemplate(shape.segments) }),
      ...(counts === null ? {} : { query: shape.query.filter(([name]) => counts(name)) }),
      ...(ownOperation ? { operation: operationOf(shape, source.target, correlate) } : {}),
      ...(headers.length === 0 ? {} : { headers: comparedHeaders(source, headers) }),
      ...(body === shape.body ? {} : { body, whole: shape.body }),
    };
  };
}

function operationOf(
  { body }: RequestShape,
  target: string,
  correlate: Rules['correlate'],
): string | null {
  const named = body.kind === 'json' ? stringAt(body.node, correlate.members.operation) : null;
  return named ?? operationInPath(target, correlate);
}

function countedNames({ ignore, compare }: MatchRules): (name: string) => boolean {
  const ignored = new Set(ignore.query);
  const compared = new Set(compare.query);
  return (name) => compared.has(name) || !(ignored.has(name) || ignored.has('*'));
}

function bodyCounter({ ignore, compare }: MatchRules): (body: ShapeBody) => ShapeBody {
  const places: CountedPlaces = {
    ignored: createJsonPaths(ignore.body),
    compared: createJsonPaths(compare.body),
  };
  return (body) => {
    if (body.kind === 'json') {
      const node = countedJson(body.node, places);
      if (node === body.node) return body;
      return node === null ? { kind: 'none' } : { kind: 'json', node };
    }
    if (body.kind !== 'form') return body;
    const pairs = body.pairs.filter(([name]) => countsAsField(name, places));
    return pairs.length === body.pairs.length ? body : { kind: 'form', pairs };
  };
}

function countsAsField(name: string, { ignored, compared }: CountedPlaces): boolean {
  if (compared.isEnd(compared.into(compared.start, name))) return true;
  return !(ignored.isEnd(ignored.start) || ignored.isEnd(ignored.into(ignored.start, name)));
}

/** In the order of the rules, so that it does not matter in which they came. */
function comparedHeaders(
  { headers, canonical }: MatchedSource,
  compared: readonly string[],
): Pairs {
  return compared.flatMap((wanted) =>
    headers
      .filter(([name]) => name.toLowerCase() === wanted)
      .map(([, value]) => [wanted, withCanonicalOrigin(value, canonical)] as const),
  );
}

function withCanonicalOrigin(value: string, canonical: MatchedSource['canonical']): string {
  if (!value.includes('://')) return value;
  return Buffer.from(canonical(Buffer.from(value, 'latin1'))).toString('latin1');
}
