import type { JsonNode } from '../../../json/node.js';
import { textOf } from '../../../json/node.js';
import type { RedactedPlaces } from '../../view/detail/redacted-places.js';

/** What is marked in a tree. */
export interface Marks {
  readonly redacted: RedactedPlaces;
  /** Of the call: JSON text of its reference; null if it has none. */
  readonly reference: string | null;
  /** Id of what the call is about; null if nobody knows. */
  readonly resource: string | null;
}

/** Whether a value links call and notifications: the reference under a name that says so, or the resource's id. */
export function isLinking(node: JsonNode, pointer: string, marks: Marks): boolean {
  if (node.kind === 'string' && marks.resource !== null && node.value === marks.resource) {
    return true;
  }
  return (
    marks.reference !== null &&
    (node.kind === 'number' || node.kind === 'string') &&
    textOf(node) === marks.reference &&
    /reference|operationid/iu.test(pointer)
  );
}
