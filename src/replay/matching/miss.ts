import type { LiveRequest } from '../exchange-at-the-door.js';
import { type BytesValue, bytesValue } from './compare-shapes.js';
import type { NearMiss } from './nearest.js';

/** A request for which the recording has no answer; see "The answer to a miss" in `docs/contract.md`. */
export interface Miss {
  /** Counted from 1 within the live session; anonymous requests have a count of their own. */
  readonly miss: number;
  readonly asked: {
    readonly method: string;
    readonly path: string;
    readonly operation: string | null;
    /** Text, or base64 if it is no text, or its length if it is too long; null if there was none. */
    readonly body: BytesValue | null;
  };
  /** The target was asked instead, and its answer is not told here. */
  readonly passedThrough?: true;
  /** Nearest first, at most three. */
  readonly nearest: readonly NearMiss[];
}

export function missOf(
  miss: number,
  request: LiveRequest,
  operation: string | null,
  near: readonly NearMiss[],
): Miss {
  const { method, target, body } = request;
  return {
    miss,
    asked: {
      method,
      path: target,
      operation,
      body: body === null ? null : bytesValue(body),
    },
    nearest: near,
  };
}
