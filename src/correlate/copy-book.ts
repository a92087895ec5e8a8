import { BoundedMap } from './bounded-map.js';
import { type Delivery, deliveryKey } from './delivery.js';
import type { NotificationPassed } from './events.js';

/** Keys of first deliveries, and of unexplained notifications, that are remembered. */
const MAX_COPY_KEYS = 10_000;
/** First deliveries, unexplained notifications and receivers that are remembered for one key. */
const MAX_PER_COPY_KEY = 100;

interface FirstDelivery {
  readonly delivery: Delivery;
  /** Bayeux sessions that had their copy of it. */
  readonly receivers: Set<string>;
}

/** What was delivered first, and what may turn out to be a copy of something still to come. */
export class CopyBook {
  readonly #firsts = new BoundedMap<string, FirstDelivery[]>(MAX_COPY_KEYS);
  readonly #candidates = new BoundedMap<string, NotificationPassed[]>(MAX_COPY_KEYS);

  /**
   * The delivery that this notification is a copy of: the newest that its receiver has no copy of,
   * whose call was requested before it; null if there is none.
   */
  firstDeliveryOf(notification: NotificationPassed): Delivery | null {
    const receiver = receiverOf(notification);
    const firsts = (this.#firsts.get(deliveryKey(notification)) ?? [])
      .filter(({ delivery }) => canBeCopy(notification, delivery))
      .sort((a, b) => b.delivery.callSeq - a.delivery.callSeq);
    const fresh = firsts.find(({ receivers }) => !receivers.has(receiver));
    // Without a reference the next of its kind may still be to come; with one it is a repeat.
    const first = fresh ?? (notification.reference === null ? undefined : firsts[0]);
    if (first === undefined) return null;
    if (first.receivers.size < MAX_PER_COPY_KEY) first.receivers.add(receiver);
    return first.delivery;
  }

  /** Remembers a notification that nothing explains. */
  unexplained(notification: NotificationPassed): void {
    if (notification.resource === null) return;
    const key = deliveryKey(notification);
    this.#candidates.set(key, appended(this.#candidates.get(key) ?? [], notification));
  }

  /** Remembers a first delivery; returns what turns out to be its copies, oldest first. */
  delivered(delivery: Delivery): readonly NotificationPassed[] {
    const waiting = this.#candidates.get(delivery.key) ?? [];
    const copies = waiting.filter((each) => canBeCopy(each, delivery));
    if (copies.length > 0) {
      const others = waiting.filter((each) => !copies.includes(each));
      if (others.length > 0) this.#candidates.set(delivery.key, others);
      else this.#candidates.delete(delivery.key);
    }
    const first = { delivery, receivers: new Set(copies.map(receiverOf)) };
    this.#firsts.set(delivery.key, appended(this.#firsts.get(delivery.key) ?? [], first));
    return copies;
  }
}

function canBeCopy(notification: NotificationPassed, first: Delivery): boolean {
  return first.callSeq < notification.seq && first.session !== notification.session;
}

function receiverOf({ session, clientId }: NotificationPassed): string {
  return JSON.stringify([session, clientId]);
}

function appended<T>(list: readonly T[], item: T): T[] {
  return [...list, item].slice(-MAX_PER_COPY_KEY);
}
