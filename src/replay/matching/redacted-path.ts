import { PATH_PLACE } from '../../redact/places.js';
import { withSecrets } from '../answer/pseudonyms.js';
import type { RecordedShape } from './compare-shapes.js';
import { type RequestShape, shapeKey, withoutParameters } from './request-shape.js';

/**
 * Under which key a recorded request is looked up: as `shapeKey`, or, where a segment of its path was redacted so
 * that any segment matches there, by how many it has.
 */
export function bookKey(shape: RecordedShape): string {
  return hasRedactedSegment(shape) ? openKey(shape) : shapeKey(shape);
}

/** The keys of the recorded requests that a live one may match. */
export function keysFor(shape: RequestShape): readonly string[] {
  return [shapeKey(shape), openKey(shape)];
}

/** Whether any segment matches a recorded one of a path in which something was redacted. */
export function isRedactedSegment(segment: string): boolean {
  const plain = withoutParameters(segment);
  return withSecrets(plain, () => '') !== plain;
}

function hasRedactedSegment({ segments, redacted }: RecordedShape): boolean {
  return redacted.has(PATH_PLACE) && segments.some(isRedactedSegment);
}

function openKey({ method, segments }: RequestShape): string {
  return JSON.stringify([method, segments.length]);
}
