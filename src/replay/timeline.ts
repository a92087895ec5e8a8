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
  /** Lets all happen now that waits for its time, the earliest first; what it sets free, too. */
  flush(): void;
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

/** A sequence that waits for the moment of its next step. */
interface Wait {
  readonly at: Instant;
  /** @param forced the step happens though its moment has not come */
  readonly end: (forced: boolean) => void;
}

/** Longest delay of a timer of the machine; what is later is waited for in turns. */
const longestWait = 2 ** 31 - 1;

/**
 * @param speed how many times as fast as recorded; `Infinity`: nothing waits
 * @param moved told after something has happened by itself
 * @param begin told when something begins to wait for its time; what it returns is told when it is over
 */
export function timeline(
  clock: Clock,
  speed: number,
  moved: () => void,
  begin: () => () => void = () => () => {},
): Timeline {
  const waiting = new Set<Wait>();
  let closed = false;

  function sequence(): Sequence {
    const steps: Step[] = [];
    let running = false;

    /** @param forced the first step happens though its moment has not come */
    function run(forced = false): void {
      running = true;
      let now = forced;
      for (let next = steps[0]; next !== undefined; next = steps[0]) {
        const wait = next.at - clock.now();
        if (wait > 0 && !closed && !now) {
          waitFor(next.at, Math.min(wait, longestWait));
          return;
        }
        now = false;
        steps.shift();
        if (!closed || next.sure) next.happen();
      }
      running = false;
    }

    function waitFor(at: Instant, ms: number): void {
      const over = begin();
      const goOn = (forced = false): void => {
        waiting.delete(entry);
        run(forced);
      };
      const callOff = clock.after(ms, () => {
        goOn();
        moved();
        over();
      });
      const entry = {
        at,
        end(forced: boolean) {
          callOff();
          goOn(forced);
          over();
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
    flush() {
      for (;;) {
        const [first, ...others] = waiting;
        if (first === undefined) break;
        // Among equals the one that has waited longest: a Set keeps the order.
        others.reduce((next, each) => (each.at < next.at ? each : next), first).end(true);
      }
      moved();
    },
    close() {
      closed = true;
      for (const each of [...waiting]) each.end(false);
      moved();
    },
  };
}
