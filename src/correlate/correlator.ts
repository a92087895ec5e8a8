import { BoundedMap } from './bounded-map.js';
import { CallBook } from './call-book.js';
import { CopyBook } from './copy-book.js';
import type { CorrelationLink } from './correlation-link.js';
import type { CorrelationRules } from './correlation-rules.js';
import { defaultRules } from './default-rules.js';
import { type Delivery, deliveryKey } from './delivery.js';
import type { CallAnswered, CorrelationEvent, NotificationPassed } from './events.js';
import { rankedRules } from './rules/ranked-rules.js';
import type { Explanation, Known, Patience, Rule } from './rules/rule.js';

/** Notifications that wait for answers, of all sessions together; the oldest falls out, unsolicited. */
export const MAX_WAITING = 1_000;
/** Deliveries that are remembered of one call. */
const MAX_CAUSED = 100;

interface Waiting {
  readonly notification: NotificationPassed;
  /** Of the rule that it waits for. */
  readonly patience: Patience;
}

/**
 * Finds the call that each notification answers. Events come in wire order; a link, once returned,
 * is final. The same events give the same links. Memory is bounded by the constants of this room.
 */
export class Correlator {
  readonly #known: Known;
  readonly #ranked: readonly Rule[];
  /** In wire order. */
  readonly #waiting = new BoundedMap<number, Waiting>(MAX_WAITING);
  #made: CorrelationLink[] = [];

  /**
   * @param rules what the API looks like
   * @param ranked ways to explain a notification, the strongest first; those that `rules` name are asked
   */
  constructor(rules: CorrelationRules = defaultRules, ranked: readonly Rule[] = rankedRules) {
    this.#known = { rules, calls: new CallBook(rules), copies: new CopyBook() };
    this.#ranked = ranked.filter(({ name }) => name === 'copy' || rules.rules.includes(name));
  }

  /** Takes the next event; returns the links that it allows. */
  push(event: CorrelationEvent): CorrelationLink[] {
    if (event.type === 'call') this.#known.calls.request(event);
    else if (event.type === 'answer') this.#answered(event);
    else this.#examine(event);
    return this.#taken();
  }

  /** Nothing more comes: open calls stay unanswered, and what waited is decided. */
  end(): CorrelationLink[] {
    this.#known.calls.giveUpOpen();
    for (const { notification } of this.#waiting.values()) this.#examine(notification);
    return this.#taken();
  }

  #answered(event: CallAnswered): void {
    const before = this.#known.calls.answer(event);
    if (before === undefined || this.#waiting.size === 0) return;
    const session = event.session ?? before.session;
    const oldestOpen = this.#known.calls.oldestOpenSeq();
    for (const { notification, patience } of this.#waiting.values()) {
      const isOwn = session !== null && session === notification.session;
      // Of a stranger's call those waited that wait for everyone, or thought that it might be theirs.
      const isFree =
        patience === 'everyone'
          ? oldestOpen >= notification.seq
          : before.session === null && !this.#mustWait(notification, patience);
      if (isOwn || isFree) this.#examine(notification);
    }
  }

  /** Links the notification, lets it wait, or leaves it unsolicited. */
  #examine(notification: NotificationPassed): void {
    if (isBeginning(notification, this.#known.rules)) return;
    for (const rule of this.#ranked) {
      if (!rule.concerns(notification)) continue;
      if (this.#mustWait(notification, rule.patience)) {
        this.#wait(notification, rule.patience);
        return;
      }
      const explanation = rule.explain(notification, this.#known);
      if (explanation === null) continue;
      this.#waiting.delete(notification.notification);
      this.#link(notification, rule, explanation);
      return;
    }
    this.#waiting.delete(notification.notification);
    this.#known.copies.unexplained(notification);
  }

  #mustWait({ session, resource, seq }: NotificationPassed, patience: Patience): boolean {
    for (const call of this.#known.calls.openBefore(seq)) {
      if (patience === 'everyone') return true;
      if (call.session !== null && call.session !== session) continue;
      if (patience === 'own-session') return true;
      if (resource !== null && call.resource === resource.id) return true;
    }
    return false;
  }

  #wait(notification: NotificationPassed, patience: Patience): void {
    this.#waiting.set(notification.notification, { notification, patience });
  }

  #link(notification: NotificationPassed, rule: Rule, explanation: Explanation): void {
    const { call, evidence, copyBy } = explanation;
    const made = { call, notification: notification.notification };
    if (copyBy !== undefined) {
      this.#made.push({ ...made, rule: copyBy, evidence, copy: true });
      return;
    }
    const answered = this.#known.calls.answered(call);
    if (answered === undefined) return;
    const { session, clientId, seq, reference, resource } = notification;
    const key = deliveryKey(notification);
    const first = answered.caused.find((each) => each.key === key);
    if (first !== undefined && first.clientId !== clientId) {
      this.#made.push(copyOf(first, notification));
      return;
    }
    this.#made.push({ ...made, rule: rule.name, evidence, copy: false });
    const delivery: Delivery = {
      ...made,
      callSeq: answered.seq,
      session,
      clientId,
      seq,
      key,
      reference,
      resource: resource?.id ?? null,
      rule: rule.name,
      evidence,
    };
    answered.caused.push(delivery);
    if (answered.caused.length > MAX_CAUSED) answered.caused.shift();
    for (const copy of this.#known.copies.delivered(delivery)) {
      this.#made.push(copyOf(delivery, copy));
    }
  }

  #taken(): CorrelationLink[] {
    const made = this.#made;
    this.#made = [];
    return made;
  }
}

function copyOf(first: Delivery, notification: NotificationPassed): CorrelationLink {
  return {
    call: first.call,
    notification: notification.notification,
    rule: first.rule,
    evidence: { ...first.evidence, copyOf: first.notification },
    copy: true,
  };
}

function isBeginning({ resource }: NotificationPassed, rules: CorrelationRules): boolean {
  const state = resource?.state ?? null;
  return state !== null && rules.beginStates.includes(state);
}
