import type { LinkOf } from '../../acts/act.js';
import { noOverrides, type Override, type Overrides } from '../../acts/override.js';
import { parseMessage } from '../../acts/recorded-reply.js';
import { UsageError } from '../../errors.js';
import type { Link } from '../../recording/exchange.js';
import type { ExchangeOutline, RecordedMessage, Recording } from '../../recording/reader.js';
import type { NamedCause, NotificationMatch, ReplayScript, ScriptEntry } from './load-script.js';

/**
 * Finds in a recording what a script file speaks of.
 *
 * @throws UsageError if it speaks of something that the recording does not have
 */
export function resolveScript(
  recording: Recording,
  linkOf: LinkOf,
  script: ReplayScript | undefined,
): Overrides {
  if (script === undefined || script.notifications.length === 0) return noOverrides;
  const complain = (index: number, what: string): never => {
    throw new UsageError(
      `script file ${script.file}: /notifications/${index} ${what}; see 'understudy show ${recording.file} --json' for what there is`,
    );
  };
  const sessionOf = sessionFinder(recording, complain);
  const callsOf = callFinder(recording);
  const resolved = new Map<number, Override>();

  function causeOf(
    { cause, delay, drop }: ScriptEntry,
    message: RecordedMessage,
    index: number,
  ): Override {
    const how = { delay: delay ?? null, drop: drop ?? false };
    if (cause === undefined) return how;
    if (cause === 'previous') return { ...how, link: null };
    if (cause === 'start') return { ...how, link: null, after: 'start' };
    if (cause.message !== undefined) {
      return { ...how, link: null, after: placeOf(cause.message, message, index) };
    }
    const call = cause.call ?? latestCall(cause, message, index);
    const made = recording.exchange(call);
    if (made?.kind !== 'call') return complain(index, `names call ${call}, which is not there`);
    if (made.session === null) {
      return complain(index, `names call ${call}, of which nobody knows whose it is`);
    }
    const link: Link = {
      call,
      notification: message.id,
      rule: 'script',
      evidence: {},
      copy: linkOf(message.id)?.copy ?? false,
    };
    return { ...how, link };
  }

  function latestCall(cause: NamedCause, message: RecordedMessage, index: number): number {
    const { operation, path } = cause;
    const sessions: readonly (number | null)[] =
      cause.session === undefined ? [message.session] : sessionOf(cause.session, index);
    const found = callsOf().findLast(
      (each) =>
        each.seq < message.seq &&
        sessions.includes(each.session) &&
        (operation === undefined || each.operation === operation) &&
        (path === undefined || each.path.replace(/\?.*$/su, '') === path),
    );
    const words = [operation, path].filter((each) => each !== undefined).join(' on ');
    return found?.id ?? complain(index, `finds no call ${words} before notification ${message.id}`);
  }

  /** Where the desktop sent a message that is an act. */
  function placeOf(id: number, { session }: RecordedMessage, index: number): number {
    const said = recording.message(id);
    const channel =
      said?.direction === 'to-server' ? (parseMessage(said.text)?.channel ?? null) : null;
    const acts = channel !== null && channel !== '/meta/connect' && channel !== '/meta/disconnect';
    if (said === null || !acts || said.session !== session) {
      return complain(
        index,
        `names message ${id}, which is no handshake, subscription or publish of the notification's session`,
      );
    }
    return said.seq;
  }

  function give(entry: ScriptEntry, message: RecordedMessage, index: number): void {
    // Resolved all the same: what is wrong with a later entry is wrong.
    const override = causeOf(entry, message, index);
    if (!resolved.has(message.id)) resolved.set(message.id, override);
  }

  const matches: { entry: ScriptEntry; index: number; fits: Fits; found: boolean }[] = [];
  const named = new Map<number, { entry: ScriptEntry; index: number }[]>();
  for (const [index, entry] of script.notifications.entries()) {
    if (entry.match !== undefined) {
      const { session } = entry.match;
      const sessions = session === undefined ? null : sessionOf(session, index);
      matches.push({ entry, index, fits: fitting(entry.match, sessions), found: false });
    } else if (entry.notification !== undefined) {
      const message = recording.message(entry.notification);
      if (message === null || message.notification === null) {
        complain(index, `names notification ${entry.notification}, which is not there`);
      }
      named.set(entry.notification, [...(named.get(entry.notification) ?? []), { entry, index }]);
    }
  }
  const everything = matches.length > 0;
  const messages = everything
    ? recording.messages()
    : [...named.keys()].map((id) => recording.message(id)).filter((each) => each !== null);
  for (const message of messages) {
    if (message.notification === null) continue;
    const fitted = matches.filter(({ fits }) => fits(message));
    for (const each of fitted) each.found = true;
    const inOrder = [...fitted, ...(named.get(message.id) ?? [])].toSorted(
      (a, b) => a.index - b.index,
    );
    for (const { entry, index } of inOrder) give(entry, message, index);
  }
  for (const { index, found } of matches) if (!found) complain(index, 'matches no notification');
  return (notification) => resolved.get(notification) ?? null;
}

type Fits = (message: RecordedMessage) => boolean;

function fitting(
  { channel, messageType, notificationType, referenceId }: NotificationMatch,
  sessions: readonly (number | null)[] | null,
): Fits {
  const same = (said: string | undefined, is: string | null | undefined): boolean =>
    said === undefined || said === is;
  return (message) =>
    (sessions === null || sessions.includes(message.session)) &&
    same(channel, message.channel) &&
    same(messageType, message.notification?.messageType) &&
    same(notificationType, message.notification?.notificationType) &&
    same(referenceId, message.notification?.referenceId);
}

/** Sessions of an id, else of a user. */
function sessionFinder(recording: Recording, complain: (index: number, what: string) => never) {
  const users = recording.users();
  return (session: number | string, index: number): readonly number[] => {
    const byId = users.filter(({ id }) => String(id) === String(session));
    const found = byId.length > 0 ? byId : users.filter(({ user }) => user === session);
    return found.length > 0
      ? found.map(({ id }) => id)
      : complain(index, `names session ${JSON.stringify(session)}, which is not there`);
  };
}

/** All calls, in wire order; read when they are asked for first. */
function callFinder(recording: Recording): () => readonly ExchangeOutline[] {
  let calls: readonly ExchangeOutline[] | null = null;
  return () => {
    calls ??= [...recording.exchangeOutlines()]
      .filter(({ kind }) => kind === 'call')
      .toSorted((a, b) => a.seq - b.seq);
    return calls;
  };
}
