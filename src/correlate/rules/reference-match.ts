import type { Trait } from '../answered-calls.js';
import type { AnsweredCall, CallBook } from '../call-book.js';
import type { NotificationPassed } from '../events.js';
import type { Explanation, Rule } from './rule.js';

/** What was equal, for rules that go by a reference. */
type Evidence = (call: AnsweredCall) => Readonly<Record<string, unknown>>;

/**
 * A rule that goes by one reference of a call. References restart, so the newest such call counts,
 * and one on the notification's own resource before others. A call on another resource is no match
 * here: its small number may well be a copy's, from another user's counter.
 */
export function referenceRule(
  rule: Pick<Rule, 'name' | 'patience'>,
  trait: Trait,
  evidence: Evidence,
): Rule {
  return {
    ...rule,
    concerns: (notification) => notification.reference !== null,
    explain(notification, { calls }) {
      const call = bestMatch(calls, trait, notification);
      return call && explanation(call, notification, evidence(call));
    },
  };
}

/**
 * The same for a call whose path names another resource than the notification: a reply makes a new
 * interaction. Believed last, and only if nobody called the notification's resource (else it is
 * likely a copy whose original is still to come), and the reference was not yet echoed otherwise.
 */
export function elsewhereRule(name: Rule['name'], trait: Trait, evidence: Evidence): Rule {
  return {
    name,
    patience: 'everyone',
    concerns: ({ reference, resource }) => reference !== null && resource !== null,
    explain(notification, { calls }) {
      const { session, reference, resource, seq } = notification;
      const call = newest(calls.answeredWith(session, trait, reference, seq));
      if (call === null || call.caused.some((each) => each.reference === reference)) return null;
      if (resource !== null && calls.isCalled(resource.id, seq)) return null;
      const calledResource = { ...evidence(call), calledResource: call.resource };
      return explanation(call, notification, calledResource);
    },
  };
}

export function newest(calls: readonly AnsweredCall[]): AnsweredCall | null {
  return calls.reduce<AnsweredCall | null>(
    (best, call) => (best === null || call.seq > best.seq ? call : best),
    null,
  );
}

function explanation(
  { call }: AnsweredCall,
  { reference, resource }: NotificationPassed,
  evidence: ReturnType<Evidence>,
): Explanation {
  const about = resource !== null && { resource: resource.id, state: resource.state };
  return { call, evidence: { referenceId: reference, ...evidence, ...about } };
}

function bestMatch(
  calls: CallBook,
  trait: Trait,
  notification: NotificationPassed,
): AnsweredCall | null {
  const { session, reference, seq } = notification;
  const id = notification.resource?.id;
  const matches = calls
    .answeredWith(session, trait, reference, seq)
    .filter((call) => id === undefined || call.resource === null || call.resource === id);
  // As if asked the moment the own calls on the resource were answered, whenever it is asked: a
  // stranger's open call of unknown session may have made it later, and must not change the result.
  const onResource = calls.answeredWith(session, 'resource', id, seq);
  const settled = Math.max(seq, ...onResource.map((call) => call.answeredSeq));
  const inTime = matches.filter((call) => call.answeredSeq <= settled);
  if (inTime.length === 0) return matches[0] ?? null;
  const sameResource = inTime.filter((call) => id !== undefined && call.resource === id);
  return newest(sameResource) ?? newest(inTime);
}
