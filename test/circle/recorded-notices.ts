import type { RecordedExchange, RecordedMessage } from '../../src/recording/reader.js';
import { noticeName } from '../staging/notice-name.js';

/** A notification in a recording. */
export interface RecordedNotice {
  readonly message: RecordedMessage;
  readonly user: string;
  /** See `noticeName`. */
  readonly name: string;
  /** Which of the user's deliveries of that name, counted from 0. */
  readonly nth: number;
  readonly data: string;
  /** What diff calls it. */
  readonly title: string;
  /** Exchange id; null if no call is known to have caused it. */
  readonly call: number | null;
}

/** All notifications to users who are known. */
export function noticesIn(
  messages: Iterable<RecordedMessage>,
  users: ReadonlyMap<number, string | null>,
  calls: ReadonlyMap<number, number>,
): readonly RecordedNotice[] {
  const met = new Map<string, number>();
  const notices: RecordedNotice[] = [];
  for (const message of messages) {
    const { notification, channel } = message;
    const user = users.get(message.session ?? -1) ?? null;
    if (user === null || channel === null || !notification?.data) continue;
    const name = noticeName(channel, notification.data);
    const key = JSON.stringify([user, name]);
    const nth = met.get(key) ?? 0;
    met.set(key, nth + 1);
    const { messageType, notificationType, data } = notification;
    const title = [channel, messageType, notificationType].filter((each) => each !== null);
    const call = calls.get(message.id) ?? null;
    notices.push({ message, user, name, nth, data, title: title.join(' '), call });
  }
  return notices;
}

/** The next notification to the same client, if one and the same thing caused both. */
export function swappable(
  notices: readonly RecordedNotice[],
  index: number,
  all: readonly RecordedExchange[],
): RecordedNotice | null {
  const one = notices[index];
  const rest = notices.slice(index + 1);
  const next = rest.find(({ message }) => message.clientId === one?.message.clientId);
  if (!one || !next || one.call !== next.call || one.data === next.data) return null;
  const between = all.some(
    ({ session, kind, seq }) =>
      session === one.message.session &&
      kind === 'call' &&
      seq > one.message.seq &&
      seq < next.message.seq,
  );
  // What comes by itself comes in whatever order, but for what happens to one and the same thing.
  const isRace = one.call === null && aboutOf(one) !== aboutOf(next);
  return between || isRace ? null : next;
}

/** The id of what it is about, as staging gives them. */
function aboutOf({ name }: RecordedNotice): string | null {
  return /01QQ\w+/u.exec(name)?.[0] ?? null;
}
