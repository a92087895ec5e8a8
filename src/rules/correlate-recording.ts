import { linksAnew } from '../correlate/recorded/completed-links.js';
import type { Link } from '../recording/exchange.js';
import type { Recording } from '../recording/reader.js';
import { relink } from '../recording/relink.js';
import { linksOf } from './links-of.js';
import type { Rules } from './rules.js';
import { rulesFor } from './rules-for.js';

/** How many links a recording has. */
export interface LinkCounts {
  readonly links: number;
  /** Those of them that are copies. */
  readonly copies: number;
  readonly byRule: Readonly<Record<string, number>>;
}

/** What `correlate` changed. */
export interface Correlated {
  readonly file: string;
  readonly notifications: number;
  readonly before: LinkCounts;
  readonly after: LinkCounts;
}

/**
 * Writes into a recording which notification answers which call. With rules, all links are made anew,
 * and the recording keeps the rules. Without, only what a killed recorder did not come to is added.
 *
 * @throws RecordingError if the file is absent, can't be read or written, or a recorder is at work on it
 */
export function correlateRecording(file: string, rules?: Rules): Correlated {
  const { before, links, notifications } = relink(file, (recording) => ({
    notifications: notificationsIn(recording),
    before: recording.links(),
    ...(rules === undefined ? { links: linksOf(recording).links } : linkedBy(recording, rules)),
  }));
  return { file, notifications, before: counted(before), after: counted(links) };
}

/** The recording keeps these rules; how requests are matched as well, where they don't say it. */
function linkedBy(
  recording: Recording,
  rules: Rules,
): { readonly links: readonly Link[]; readonly rules: string } {
  const { correlate } = rules;
  const { match } = rulesFor(recording, rules);
  return { links: linksAnew(recording, correlate), rules: JSON.stringify({ correlate, match }) };
}

function counted(links: readonly Link[]): LinkCounts {
  const byRule = new Map<string, number>();
  for (const { rule } of links) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  return {
    links: links.length,
    copies: links.filter((link) => link.copy).length,
    byRule: Object.fromEntries([...byRule].sort(([, a], [, b]) => b - a)),
  };
}

function notificationsIn(recording: Recording): number {
  let count = 0;
  for (const message of recording.messages()) if (message.notification !== null) count += 1;
  return count;
}
