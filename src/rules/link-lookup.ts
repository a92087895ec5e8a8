import { linksAreFinal } from '../correlate/recorded/completed-links.js';
import type { Link } from '../recording/exchange.js';
import type { Recording } from '../recording/reader.js';
import { linksAreMadeAnew, linksOf } from './links-of.js';
import type { Rules } from './rules.js';

/**
 * Looks up which call a notification answers, by message id, as `linksOf` says; null if none. Links that stand in the file are
 * read one by one, all others are made at the first question.
 */
export function linkLookup(
  recording: Recording,
  given?: Rules,
): (notification: number) => Link | null {
  if (!linksAreMadeAnew(given) && linksAreFinal(recording)) return (id) => recording.link(id);
  let byNotification: ReadonlyMap<number, Link> | null = null;
  return (id) => {
    byNotification ??= new Map(
      linksOf(recording, given).links.map((link) => [link.notification, link]),
    );
    return byNotification.get(id) ?? null;
  };
}
