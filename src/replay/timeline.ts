import type { Clock, Instant } from '../time/clock.js';

/** When things happen that have a recorded delay. */
export interface Timeline {
  /** Nothing waits. */
  readonly instant: boolean;
  now(): Instant;
  /** The moment of something that was recorded `offset` milliseconds after what happened at `start` now. */
  at(start: Instant, offset: number): Instant;
  /** Begins something whose steps keep their order. */
  sequence(): Sequence;
  /** Calls off all that is still to come, but for steps that must not be lost: these happen now. */
  close(): void;
}

/** Steps that happen one after the other. */
export interface Sequence {
  /**
   * Adds a step that happens once those before it have and its moment has come: now, if that is past.
   *
   * @param sure happens at the latest when the timeline is closed
   */
  add(at: Instant, happen: () => void, sure?: boolean): void;
}

interface Step {
  readonly at: Instant;
  readonly happen: () => void;
  readonly sure: boolean;
}

/** Longest delay of a timer of the machine; what is later is waited for in turns. */
const longestWait = 2 ** 31 - 1;

/**
 * @param speed how many times as fast as recorded; `Infinity`: nothing waits
 * @param moved told after something has happened by itself
 */
export function timeline(clock: Clock, speed: number, moved: () => void): Timeline {
  const waiting = new Set<{ readonly end: () => void }>();
  let closed = false;

  function sequence(): Sequence {
    const steps: Step[] = [];
    let running = false;

    function run(): void {
      running = true;
      for (let next = steps[0]; next !== undefined; next = steps[0]) {
        const wait = next.at - clock.now();
        if (wait > 0 && !closed) {
          waitFor(Math.min(wait, longestWait));
          return;
        }
        steps.shift();
        if (!closed || next.sure) next.happen();
      }
      running = false;
    }

    function waitFor(ms: number): void {
      const goOn = (): void => {
        waiting.delete(entry);
        run();
        moved();
      };
      const callOff = clock.after(ms, goOn);
      const entry = {
        end() {
          callOff();
          goOn();
        },
      };
      waiting.add(entry);
    }

    return {
      add(at, happen, sure = false) {
        steps.push({ at, happen, sure });
        // Else it is its turn later.
        if (!running) run();
      },
    };
  }

  return {
    instant: speed === Number.POSITIVE_INFINITY,
    now: () => clock.now(),
    at: (start, offset) => start + Math.max(offset, 0) / speed,
    sequence,
    close() {
      closed = true;
      for (const each of [...waiting]) each.end();
    },
  };
}
