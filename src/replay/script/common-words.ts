import type { RecordedReply } from '../../acts/recorded-reply.js';
import { eraOf, type ServerEra } from '../../bayeux/errors.js';
import type { BayeuxWords, ReplyKind, SessionWords } from './bayeux-words.js';

/** Id of a recorded session; null stands for what belongs to none. */
type SessionId = number | null;

/**
 * What the recorded server says whoever asks: of each kind the first, looked for in one session after the other when it
 * is needed.
 *
 * @param refusing sessions in which the server may have refused something
 * @param era in whose wording it tells errors, if what it told itself does not say
 */
export function commonWords(
  sessions: () => Iterable<SessionId>,
  refusing: () => Iterable<SessionId>,
  wordsOf: (session: SessionId) => SessionWords,
  era: ServerEra,
): BayeuxWords {
  const read = new Map<SessionId, SessionWords>();
  const found = new Map<string, unknown>();
  function first<T>(
    name: string,
    among: () => Iterable<SessionId>,
    find: (words: SessionWords) => T | null | undefined,
  ): T | null {
    if (!found.has(name)) found.set(name, search(among(), find));
    return found.get(name) as T | null;
  }
  function search<T>(
    among: Iterable<SessionId>,
    find: (words: SessionWords) => T | null | undefined,
  ): T | null {
    for (const session of among) {
      const words = read.get(session) ?? wordsOf(session);
      read.set(session, words);
      const result = find(words);
      if (result !== null && result !== undefined) return result;
    }
    return null;
  }
  const unknownClient = (): string | null =>
    first('unknown client', refusing, (words) => words.unknownClient);
  return {
    get handshake() {
      return first<RecordedReply>('handshake', sessions, ({ handshake }) => handshake);
    },
    get denied() {
      return first<string>('denied', refusing, ({ denied }) => denied);
    },
    replies: {
      get: (kind: ReplyKind) =>
        first<RecordedReply>(kind, sessions, ({ replies }) => replies.get(kind)) ?? undefined,
    },
    // A refusal in one session says nothing about the others.
    refused: new Map(),
    get unknownClient() {
      return unknownClient();
    },
    get era() {
      return eraOf(unknownClient() ?? '') ?? era;
    },
    get timeout() {
      return first<number>('timeout', sessions, ({ timeout }) => timeout);
    },
  };
}
