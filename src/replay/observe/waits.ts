import { UsageError, WaitError } from '../../errors.js';
import { systemClock } from '../../time/clock.js';
import type { Miss } from '../matching/miss.js';
import {
  describeWanted,
  insteadOfCall,
  insteadOfNotification,
  type Wanted,
} from './explain-wait.js';
import type { LiveBook } from './live-book.js';
import type { LiveCall, LiveNotification } from './live-call.js';
import { misfitsOfCall, misfitsOfNotification } from './misfits.js';
import type { WaitOptions } from './wanted.js';

/** Milliseconds; shorter than the time that test runners give a test. */
const usualTimeout = 5000;

/** Lets tests wait for what desktops do and get. */
export class Waits {
  readonly #book: LiveBook;
  readonly #misses: () => readonly Miss[];
  readonly #open = new Set<(reason: 'closed' | 'reset') => void>();
  #ended: 'closed' | 'reset' | null = null;

  constructor(book: LiveBook, misses: () => readonly Miss[]) {
    this.#book = book;
    this.#misses = misses;
  }

  waitFor(wanted: Wanted, options: WaitOptions = {}): Promise<LiveCall | LiveNotification> {
    const { timeout = usualTimeout, signal } = options;
    try {
      if (!(timeout >= 0)) throw new UsageError(`${timeout} is no timeout; give milliseconds`);
      const found = this.#there(wanted);
      if (found !== undefined) return Promise.resolve(found);
      signal?.throwIfAborted();
    } catch (error) {
      return Promise.reject(error);
    }
    let stop = (): void => {};
    const promise = new Promise<LiveCall | LiveNotification>((resolve, reject) => {
      const look = <T extends LiveCall | LiveNotification>(
        each: T,
        misfitsOf: (each: T) => readonly string[],
      ): void => {
        try {
          if (misfitsOf(each).length > 0) return;
          stop();
          resolve(each);
        } catch (error) {
          // A function of the test's has failed: that is the test's to know, not the desktop's.
          stop();
          reject(error);
        }
      };
      const onCall = (call: LiveCall): void => {
        if ('call' in wanted) look(call, (each) => misfitsOfCall(wanted.call, each));
      };
      const onSent = (sent: LiveNotification): void => {
        if ('notification' in wanted) {
          look(sent, (each) => misfitsOfNotification(wanted.notification, each));
        }
      };
      const onAbort = (): void => {
        stop();
        reject(signal?.reason);
      };
      const onEnd = (reason: 'closed' | 'reset'): void => {
        stop();
        // Who does not await it any more must not fail because of it.
        promise.catch(() => {});
        reject(this.#error(wanted, `the stand-in was ${reason} first`, reason));
      };
      const callOff = systemClock().after(Math.min(timeout, 2 ** 31 - 1), () => {
        stop();
        reject(this.#error(wanted, `none came in ${timeout} ms`, 'timeout'));
      });
      stop = (): void => {
        callOff();
        signal?.removeEventListener('abort', onAbort);
        this.#book.callWatchers.delete(onCall);
        this.#book.sentWatchers.delete(onSent);
        this.#open.delete(onEnd);
      };
      signal?.addEventListener('abort', onAbort);
      this.#book.callWatchers.add(onCall);
      this.#book.sentWatchers.add(onSent);
      this.#open.add(onEnd);
    });
    if (this.#ended !== null) for (const each of [...this.#open]) each(this.#ended);
    return promise;
  }

  /** Nothing will come any more. */
  end(reason: 'closed' | 'reset'): void {
    this.#ended = reason;
    for (const each of [...this.#open]) each(reason);
  }

  /** The first that fits, if it was there already. */
  #there(wanted: Wanted): LiveCall | LiveNotification | undefined {
    if ('call' in wanted) {
      return this.#book.calls.find((each) => misfitsOfCall(wanted.call, each).length === 0);
    }
    return this.#book.notifications.find(
      ({ live }) =>
        live.state === 'sent' && misfitsOfNotification(wanted.notification, live).length === 0,
    )?.live;
  }

  #error(wanted: Wanted, why: string, reason: WaitError['reason']): WaitError {
    const instead = (): readonly string[] => {
      try {
        return 'call' in wanted
          ? insteadOfCall(wanted.call, this.#book.calls, this.#misses())
          : insteadOfNotification(wanted.notification, this.#book.notifications, this.#misses());
      } catch (error) {
        return [`  what came instead can't be told: ${String(error)}`];
      }
    };
    return new WaitError(
      [`waited for ${describeWanted(wanted)}, but ${why}`, ...instead()].join('\n'),
      reason,
    );
  }
}
