import type { LiveCall, LiveNotification } from '../observe/live-call.js';
import type { StandIn } from '../stand-in.js';

/** Tells calls and notifications as the schemas say, with the number of each call. */
export class LiveJson {
  #numbers = new WeakMap<LiveCall, number>();
  #count = 0;
  /** Stops counting. */
  readonly end: () => void;

  constructor(standIn: StandIn) {
    this.end = standIn.observe({
      call: (call) => void this.#numberOf(call),
      notification: () => {},
      missed: () => {},
      reset: () => {
        this.#numbers = new WeakMap();
        this.#count = 0;
      },
    });
    for (const each of standIn.calls) this.#numberOf(each);
  }

  /** Calls so far, those that are forgotten included. */
  get count(): number {
    return this.#count;
  }

  call(call: LiveCall): object {
    const { notifications, ...same } = call;
    return {
      number: this.#numberOf(call),
      ...same,
      notifications: notifications.map((each) => this.notification(each)),
    };
  }

  notification(notification: LiveNotification): object {
    const { user, session, copy, channel, data, notification: id, state, call } = notification;
    const number = call === null ? null : this.#numberOf(call);
    return { user, session, copy, channel, data, notification: id, state, call: number };
  }

  /** Each is seen here when it arrives. */
  #numberOf(call: LiveCall): number {
    let number = this.#numbers.get(call);
    if (number === undefined) {
      number = ++this.#count;
      this.#numbers.set(call, number);
    }
    return number;
  }
}
