import { systemClock } from '../time/clock.js';
import { DoorError } from './door-error.js';

/**
 * What a promise comes to, if it does in time.
 *
 * @param ms milliseconds
 * @throws DoorError if it does not, or nobody asks any more
 */
export function within<T>(promise: Promise<T>, ms: number, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => fail(new DoorError('closed', 'nobody asks any more'));
    const callOff = systemClock().after(ms, () =>
      fail(new DoorError('timeout', `it was not over in ${ms} ms`)),
    );
    const stop = (): void => {
      callOff();
      signal.removeEventListener('abort', onAbort);
    };
    const fail = (error: unknown): void => {
      stop();
      reject(error);
    };
    signal.addEventListener('abort', onAbort);
    promise.then((value) => {
      stop();
      resolve(value);
    }, fail);
  });
}
