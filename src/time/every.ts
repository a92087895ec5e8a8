import type { Clock } from './clock.js';

/**
 * Calls back every `ms` milliseconds, counted from now, until the returned function is called. A callback
 * that comes late puts none of the later ones off; those that were missed meanwhile are left out.
 */
export function every(clock: Clock, ms: number, callback: () => void): () => void {
  let due = clock.now() + ms;
  let cancel: () => void;
  const next = (): void => {
    cancel = clock.after(Math.max(0, due - clock.now()), () => {
      const late = Math.max(0, clock.now() - due);
      due += ms * (Math.floor(late / ms) + 1);
      next();
      callback();
    });
  };
  next();
  return () => cancel();
}
