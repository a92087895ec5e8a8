import type { DataFacts } from '../../correlate/facts.js';

type Resource = Pick<NonNullable<DataFacts['resource']>, 'kind' | 'id'>;

/** Which live resource stands for which recorded one, whichever desktop of a copy was told of it. */
export class ResourcePairs {
  readonly #live = new Map<string, string>();
  readonly #recorded = new Map<string, string>();

  /** The first pair of each counts. */
  pair(recorded: Resource, live: Resource): void {
    const [one, other] = [keyOf(recorded), keyOf(live)];
    if (this.#live.has(one) || this.#recorded.has(other)) return;
    this.#live.set(one, live.id);
    this.#recorded.set(other, recorded.id);
  }

  /** Id of the live resource. */
  liveOf(recorded: Resource): string | undefined {
    return this.#live.get(keyOf(recorded));
  }

  /** Id of the recorded resource. */
  recordedOf(live: Resource): string | undefined {
    return this.#recorded.get(keyOf(live));
  }
}

function keyOf({ kind, id }: Resource): string {
  return `${kind} ${id}`;
}
