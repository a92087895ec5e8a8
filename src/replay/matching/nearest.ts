import { groupBy } from '../../group-by.js';
import type { RecordedRequest } from '../script/script.js';
import { compareShapes, type ShapeDifference } from './compare-shapes.js';
import type { RequestShape } from './request-shape.js';

/** A recorded request that is like one that was missed. */
export interface NearMiss {
  /** Exchange id. */
  readonly call: number;
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly differences: readonly ShapeDifference[];
}

const MOST = 3;
/** Bodies are compared only of those that are nearest by the rest. */
const MOST_COMPARED = 50;

/**
 * The recorded requests most like the one asked, nearest first, at most three.
 *
 * @param explain why a request that does not differ was no answer all the same
 */
export function nearest(
  asked: RequestShape,
  recorded: readonly RecordedRequest[],
  explain: (request: RecordedRequest) => ShapeDifference | null,
): readonly NearMiss[] {
  const byDistance = groupBy(recorded, (request) => outerDistance(asked, request));
  return [...byDistance]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([far, requests]) =>
      requests.slice(0, MOST_COMPARED).map((request) => ({ request, far })),
    )
    .slice(0, MOST_COMPARED)
    .map(({ request, far }) => {
      const reason = explain(request);
      const differences = [
        ...compareShapes(asked, request.shape),
        ...(reason === null ? [] : [reason]),
      ];
      return { request, differences, far: far + differences.length };
    })
    .toSorted((a, b) => a.far - b.far || a.request.exchange - b.request.exchange)
    .slice(0, MOST)
    .map(({ request, differences }) => ({
      call: request.exchange,
      method: request.shape.method,
      path: request.path,
      operation: request.shape.operation,
      differences,
    }));
}

/** What weighs more than a field of the body or of the query: another method, path or operation. */
function outerDistance(asked: RequestShape, { shape }: RecordedRequest): number {
  const segments = Math.max(asked.segments.length, shape.segments.length);
  let different = 0;
  for (let at = 0; at < segments; at++) {
    if (asked.segments[at] !== shape.segments[at]) different++;
  }
  return (
    (asked.method === shape.method ? 0 : 8) +
    4 * different +
    (asked.operation === shape.operation ? 0 : 4)
  );
}
