import type { Clock } from '../../time/clock.js';

/** Something took longer than it may. */
export class TooLate extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(readonly limit: number) {
    super(`nothing came within ${limit} ms`);
  }
}

/**
 * Waits no longer than `limit` milliseconds.
 *
 * @throws TooLate
 */
export async function within<T>(clock: Clock, limit: number, what: Promise<T>): Promise<T> {
  let callOff: () => void = () => {};
  const late = new Promise<never>((_, reject) => {
    callOff = clock.after(limit, () => reject(new TooLate(limit)));
  });
  try {
    return await Promise.race([what, late]);
  } finally {
    callOff();
    // What comes later, or fails then, is of no interest.
    what.catch(() => {});
  }
}
