/** JSON text of a reference: 45 is not "45". */
type Text = string;

/** How a pair of references goes with what was seen before it. */
export type Fit = { readonly fits: true } | { readonly fits: false; readonly seen: SeenPair };

/** A pair of references, and where it was seen first. */
export interface SeenPair {
  readonly baseline: Text;
  readonly candidate: Text;
  readonly where: string;
}

/**
 * The references of one call and all that it caused: the candidate's server gives others, each always in the place of the
 * same one.
 */
export class References {
  readonly #pairs: SeenPair[] = [];

  get isEmpty(): boolean {
    return this.#pairs.length === 0;
  }

  /** Takes a pair that stands at a place for references; of another type it never fits. */
  pair(baseline: Text, candidate: Text, where: string): Fit {
    const seen = this.#pairs.find(
      (each) => each.baseline === baseline || each.candidate === candidate,
    );
    if (seen === undefined) {
      this.#pairs.push({ baseline, candidate, where });
      return { fits: true };
    }
    const fits = seen.baseline === baseline && seen.candidate === candidate;
    return fits ? { fits } : { fits, seen };
  }

  /** Whether one is the other's counterpart, wherever they stand. */
  are(baseline: Text, candidate: Text): boolean {
    return this.#pairs.some((each) => each.baseline === baseline && each.candidate === candidate);
  }
}
