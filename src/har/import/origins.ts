import { UsageError } from '../../errors.js';
import { targetOrigin } from '../../target-origin.js';
import { harTrouble } from './har-trouble.js';

/** What was said to one origin. */
interface OriginTally {
  readonly origin: string;
  bayeux: number;
  calls: number;
  exchanges: number;
}

/** Origins that are told apart; whatever belongs to more can't be chosen. */
const MOST_ORIGINS = 10_000;
/** Origins that a message names. */
const MOST_NAMED = 3;

/** Counts what was said to which server, and chooses one: a recording is of one server. */
export class Origins {
  readonly #tallies: OriginTally[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of an origin. */
  add(origin: string, isBayeux: boolean, isCall: boolean): number {
    let number = this.#numbers.get(origin);
    if (number === undefined) {
      number = Math.min(this.#tallies.length, MOST_ORIGINS);
      if (number < MOST_ORIGINS) this.#numbers.set(origin, number);
      if (this.#tallies.length <= MOST_ORIGINS) {
        this.#tallies.push({ origin, bayeux: 0, calls: 0, exchanges: 0 });
      }
    }
    const tally = this.#tallies[number] as OriginTally;
    tally.exchanges += 1;
    if (isBayeux) tally.bayeux += 1;
    if (isCall) tally.calls += 1;
    return number;
  }

  /**
   * The origin that was asked for; else the one with most Bayeux, then with most calls, then most of all.
   *
   * @throws UsageError if the one that was asked for is not there
   * @throws RecordingError if there is none
   */
  choose(
    file: string,
    target: string | undefined,
  ): { readonly number: number; readonly origin: string } {
    const first = this.#inOrder()[0];
    if (first === undefined) throw harTrouble(file, 'it holds no HTTP exchange');
    if (target === undefined) {
      return { number: this.#tallies.indexOf(first), origin: first.origin };
    }
    const { origin } = targetOrigin(target);
    const number = this.#tallies.findIndex((each) => each.origin === origin);
    if (number === -1) {
      throw new UsageError(
        `${file} holds nothing of ${origin}; it holds ${this.#named(this.#inOrder())}`,
      );
    }
    return { number, origin };
  }

  /** What is left out if that one is chosen; null if nothing is. */
  leftOut(chosen: number): string | null {
    const others = this.#inOrder().filter((each) => each !== this.#tallies[chosen]);
    if (others.length === 0) return null;
    const count = others.reduce((sum, { exchanges }) => sum + exchanges, 0);
    return `${count} ${count === 1 ? 'exchange' : 'exchanges'} with other servers left out (${this.#named(others)}); --target names another server to import`;
  }

  #inOrder(): readonly OriginTally[] {
    return this.#tallies.toSorted(
      (one, other) =>
        other.bayeux - one.bayeux || other.calls - one.calls || other.exchanges - one.exchanges,
    );
  }

  #named(tallies: readonly OriginTally[]): string {
    const names = tallies.slice(0, MOST_NAMED).map(({ origin }) => origin.slice(0, 200));
    const more = tallies.length - names.length;
    return names.join(', ') + (more > 0 ? ` and ${more} more` : '');
  }
}
