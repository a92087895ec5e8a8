import { expect } from 'vitest';
import type { CorrelationLink } from '../../src/correlate/correlation-link.js';
import { Correlator } from '../../src/correlate/correlator.js';
import type {
  BulkReference,
  CorrelationEvent,
  NotificationPassed,
} from '../../src/correlate/events.js';

/**
 * What passes, line by line, and after `=` the links that the correlator makes of it there:
 *
 *     alice > #1 Complete tweets/X        a call's request; `me` alone is the path `/api/v2/me`
 *     alice < #1 404/6 ref 45             its answer; without a status 200/0, `cut` has none
 *     alice < #1 refs a:57,b:56           a bulk answer
 *     alice/2 ~ n1 ref 45 twitter X Completed type StatusChange      a notification to her tab 2
 *     = n1 → #1 by reference-response
 *     = n2 → #1 by reference-response, copy of n1
 *     ? > #2 Accept tweets/X              a call whose session is not known yet
 *     end
 */
export function expectTranscript(text: string, correlator = new Correlator()): void {
  const script = linesOf(text).filter((line) => !line.startsWith('='));
  const actual = script.flatMap((line, index) => [
    line,
    ...(line === 'end' ? correlator.end() : correlator.push(eventOf(line, index + 1))).map(told),
  ]);
  expect(actual).toEqual(linesOf(text));
}

/** The events of a transcript; its `=` lines are left out. */
export function eventsOf(text: string): CorrelationEvent[] {
  return linesOf(text)
    .filter((line) => !line.startsWith('=') && line !== 'end')
    .map((line, index) => eventOf(line, index + 1));
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/ +/g, ' '))
    .filter((line) => line !== '');
}

function told({ notification, call, rule, copy, evidence }: CorrelationLink): string {
  const suffix = copy ? `, copy of n${evidence.copyOf}` : '';
  return `= n${notification} → #${call} by ${rule}${suffix}`;
}

function eventOf(line: string, seq: number): CorrelationEvent {
  const [who = '', kind, name = '', ...words] = line.split(' ');
  const [user = '', tab = '1'] = who.split('/');
  const session = user === '?' ? null : sessionOf(user);
  const id = Number(name.slice(1));
  const at = seq * 10;
  if (kind === '>') {
    const [operation = '', target = ''] = words;
    const path = operation === 'me' ? '/api/v2/me' : `/api/v2/me/${target}`;
    const reference = after('ref', words);
    return { type: 'call', call: id, seq, at, session, method: 'POST', path, operation, reference };
  }
  if (kind === '<') {
    const [status = '200', code = '0'] = words.find((word) => word.includes('/'))?.split('/') ?? [];
    const isCut = words.includes('cut');
    return {
      type: 'answer',
      call: id,
      seq,
      at,
      session,
      status: isCut ? null : Number(status),
      statusCode: isCut || code === '' ? null : Number(code),
      reference: after('ref', words),
      references: bulkIn(words),
    };
  }
  if (kind !== '~') throw new Error(`Not a line of a transcript: ${line}`);
  return {
    type: 'notification',
    notification: id,
    seq,
    at,
    session,
    clientId: `${user}-${tab}`,
    channel: '/v2/me/tweets',
    messageType: words[0] === 'ErrorMessage' ? 'ErrorMessage' : 'TwitterStateChangeMessage',
    notificationType: after('type', words),
    reference: after('ref', words),
    resource: resourceIn(words),
  };
}

function resourceIn(words: readonly string[]): NotificationPassed['resource'] {
  const at = words.findIndex((word) =>
    ['twitter', 'email', 'chat', 'call', 'workbin'].includes(word),
  );
  const id = words[at + 1];
  if (at < 0 || id === undefined) return null;
  const state = words[at + 2];
  return {
    kind: words[at] ?? '',
    id,
    state: state === undefined || state === 'type' ? null : state,
  };
}

function bulkIn(words: readonly string[]): readonly BulkReference[] | null {
  const pairs = after('refs', words)?.split(',') ?? null;
  return (
    pairs?.map((pair) => {
      const [resource = '', reference = ''] = pair.split(':');
      return { resource, reference };
    }) ?? null
  );
}

function after(name: string, words: readonly string[]): string | null {
  const at = words.indexOf(name);
  return at < 0 ? null : (words[at + 1] ?? null);
}

function sessionOf(user: string): number {
  return [...user].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 0) % 1_000_003;
}
