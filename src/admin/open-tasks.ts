import { systemClock } from '../time/clock.js';

/** What is being done, and may be finished before all ends. */
export interface OpenTasks {
  /** Nothing new may begin. */
  readonly closing: boolean;
  /** Until the returned function is called. */
  begin(): () => void;
  /** Resolves when all that was begun is over, or after so many milliseconds. */
  end(most: number): Promise<void>;
}

export function openTasks(): OpenTasks {
  const open = new Set<() => void>();
  let closing = false;
  let allOver = (): void => {};
  return {
    get closing() {
      return closing;
    },
    begin() {
      const over = (): void => {
        open.delete(over);
        if (open.size === 0) allOver();
      };
      open.add(over);
      return over;
    },
    end(most) {
      closing = true;
      if (open.size === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const callOff = systemClock().after(most, resolve);
        allOver = () => {
          callOff();
          resolve();
        };
      });
    },
  };
}
