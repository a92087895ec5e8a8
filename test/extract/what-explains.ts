import { openRecording, type Recording } from '../../src/index.js';
import type { RecordedExchange, RecordedMessage } from '../../src/recording/reader.js';

/** A filter as a test draws it: everything is found already. */
export interface Drawn {
  /** Ids; null: all. */
  readonly sessions: readonly number[] | null;
  readonly operations: readonly string[] | null;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

const setUp = ['/meta/handshake', '/meta/subscribe', '/meta/unsubscribe'];

/** What stands in an extract and no filter explains, and what does not stand there though it should. */
export function complaints(original: string, extract: string, drawn: Drawn): string[] {
  using whole = openRecording(original);
  using part = openRecording(extract);
  const { from, to, sessions, operations } = drawn;
  const inWindow = (at: number): boolean => at >= from && at < to;
  const inSession = (session: number | null): boolean =>
    sessions === null || (session !== null && sessions.includes(session));
  const isWanted = (each: RecordedExchange): boolean =>
    each.kind === 'call' &&
    inWindow(each.startedAt) &&
    (each.session === null || inSession(each.session)) &&
    (operations === null || operations.includes(each.operation ?? ''));
  const wanted = new Set([...whole.exchanges()].filter(isWanted).map(({ id }) => id));
  const link = new Map(whole.links().map(({ notification, call }) => [notification, call]));
  const messages = byExchange(whole);
  const causedBy = (each: RecordedMessage): boolean => wanted.has(link.get(each.id) ?? -1);

  const isFine = (each: RecordedMessage): boolean =>
    causedBy(each) || (inWindow(each.at) && (operations === null || !link.has(each.id)));

  const explains = (each: RecordedExchange): boolean => {
    if (each.session !== null && !inSession(each.session)) return false;
    if (each.kind === 'call')
      return wanted.has(each.id) || JSON.stringify(each.responseHeaders).includes('JSESSIONID');
    if (each.startedAt >= to) return (messages.get(each.id) ?? []).some(causedBy);
    if (each.kind === 'safe' || each.session === null) return true;
    return (
      (inWindow(each.startedAt) &&
        (messages.get(each.id) ?? []).every((one) => one.notification === null || isFine(one))) ||
      (messages.get(each.id) ?? []).some(
        (one) =>
          setUp.includes(one.channel ?? '') ||
          (one.notification !== null && isFine(one)) ||
          (each.kind === 'websocket' && inWindow(one.at)) ||
          causedBy(one) ||
          /402:/u.test(one.text),
      )
    );
  };

  const said: string[] = [];
  const kept = new Map([...part.exchanges()].map((each) => [each.id, each]));
  const keptMessages = new Set([...part.messages()].map(({ id }) => id));
  for (const each of kept.values()) if (!explains(each)) said.push(`exchange ${each.id}: why?`);
  for (const call of wanted) if (!kept.has(call)) said.push(`call ${call} is missing`);
  const involved = new Set([...kept.values()].map(({ session }) => session));
  for (const each of whole.messages()) {
    const isKept = keptMessages.has(each.id);
    const carrier = kept.get(each.exchange);
    if (each.notification === null) {
      const isHalf = carrier !== undefined && carrier.kind !== 'websocket' && !isKept;
      if (isHalf) said.push(`message ${each.id} is missing`);
    } else if (inSession(each.session)) {
      const should = causedBy(each) || (isFine(each) && involved.has(each.session));
      if (isKept !== should) said.push(`notification ${each.id}: ${isKept ? 'why?' : 'missing'}`);
    } else if (isKept) {
      said.push(`notification ${each.id} went to somebody else`);
    }
  }
  return said;
}

function byExchange(recording: Recording): ReadonlyMap<number, readonly RecordedMessage[]> {
  const found = new Map<number, RecordedMessage[]>();
  for (const each of recording.messages()) {
    const others = found.get(each.exchange);
    if (others) others.push(each);
    else found.set(each.exchange, [each]);
  }
  return found;
}
