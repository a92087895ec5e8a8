import type { AnsweredCall } from '../call-book.js';

/**
 * Why no notification is linked with a call, as far as the correlator knows:
 *
 * - `expects-none`: its path is one on which calls expect no notification
 * - `no-answer`: its answer did not come, so nothing was linked with it
 * - `failed`: its answer says that it failed, or was cut
 * - `no-session`: nobody knows whose call it was
 * - `reference-not-seen`: it has a reference, and no notification named it
 * - `resource-not-seen`: it has none, and no notification told a fitting change of its resource
 * - `names-nothing`: neither its answer nor its path names what a notification could name
 */
export type WhyUnanswered =
  | 'expects-none'
  | 'no-answer'
  | 'failed'
  | 'no-session'
  | 'reference-not-seen'
  | 'resource-not-seen'
  | 'names-nothing';

/** Why no notification is linked with a call that has its answer, as long as none is. */
export function whyUnanswered(call: AnsweredCall): WhyUnanswered {
  if (call.failed) return 'failed';
  if (call.session === null) return 'no-session';
  const references = call.references.length > 0;
  if (references || call.reference !== null || call.requestReference !== null) {
    return 'reference-not-seen';
  }
  return call.resource === null ? 'names-nothing' : 'resource-not-seen';
}
