import type { Cause } from './correlate/cause.js';
import type { ReplayScript } from './replay/overrides/load-script.js';
import { resolveScript } from './replay/overrides/resolve-script.js';
import { repertoireOf } from './replay/script/repertoire.js';
import {
  type Explain,
  type ShowStyle,
  showExchange as writeExchange,
  showRecording as writeRecording,
} from './report/show.js';
import type { Rules } from './rules/rules.js';

/** What a view goes by, instead of what the recording keeps. */
export interface ShowOptions {
  /** By which calls and notifications are linked anew. */
  readonly rules?: Rules;
  /** What a person knows better of what notifications follow. */
  readonly script?: ReplayScript;
}

/**
 * Writes what happened in a recording, piece by piece, with what each notification follows in a replay.
 *
 * @throws RecordingError if the file is absent or can't be read
 * @throws UsageError if the script names something that is not there
 */
export function showRecording(
  file: string,
  style: ShowStyle,
  write: (chunk: string) => void,
  { rules, script }: ShowOptions = {},
): void {
  writeRecording(file, style, write, rules, explaining(script));
}

/**
 * Writes one exchange whole.
 *
 * @param id as `show` prints it at the left
 * @throws RecordingError if the file is absent or can't be read
 * @throws UsageError if there is no exchange with that id, or the script names something that is not there
 */
export function showExchange(
  file: string,
  id: number,
  style: ShowStyle,
  write: (chunk: string) => void,
  { rules, script }: ShowOptions = {},
): void {
  writeExchange(file, id, style, write, rules, explaining(script));
}

/** Asks the same code that a replay goes by. */
function explaining(script: ReplayScript | undefined): Explain {
  return (recording, links) => {
    const byNotification = new Map(links.map((link) => [link.notification, link]));
    const linkOf = (notification: number) => byNotification.get(notification) ?? null;
    const overrides = resolveScript(recording, linkOf, script);
    const repertoire = repertoireOf(recording, linkOf, undefined, undefined, overrides);
    const parts = new Map(repertoire.parts.map((part) => [part.id, part]));
    /** By session: only those that are shown are gone through. */
    const causes = new Map<number, ReadonlyMap<number, Cause>>();
    return (notification) => {
      const session = recording.message(notification)?.session ?? null;
      const part = session === null ? undefined : parts.get(session);
      if (part === undefined) return null;
      const known = causes.get(part.id) ?? new Map(repertoire.causes(part));
      causes.set(part.id, known);
      return known.get(notification) ?? null;
    };
  };
}
