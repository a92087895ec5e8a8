/** JSON text of a reference: 45 is not "45". */
type Text = string;

/** Two references that stood at the same place, and where that was first. */
export interface ReferencePair {
  readonly baseline: Text;
  readonly candidate: Text;
  readonly where: string;
}

const none: readonly never[] = [];

/**
 * The references of one call and all that it caused: the candidate's server gives others, each always in the place of the
 * same one. Where two pairs disagree, what stayed the same holds, then what was seen most often, then what was seen first.
 */
export class References {
  /** Most calls have one or none. */
  #pairs: readonly (ReferencePair & { times: number })[] = none;

  /** Takes a pair that stands at a place for references. */
  met(baseline: Text, candidate: Text, where: string): void {
    const known = this.#pairs.find(
      (each) => each.baseline === baseline && each.candidate === candidate,
    );
    if (known === undefined)
      this.#pairs = this.#pairs.concat({ baseline, candidate, where, times: 1 });
    else known.times++;
  }

  /** Whether one is the other's counterpart, wherever they stand; asked once all are met. */
  hold(baseline: Text, candidate: Text): boolean {
    return this.#holding().some(
      (each) => each.baseline === baseline && each.candidate === candidate,
    );
  }

  /** The pair that holds and that these two contradict; null if there is none. */
  contradicted(baseline: Text, candidate: Text): ReferencePair | null {
    const found = this.#holding().find(
      (each) => (each.baseline === baseline) !== (each.candidate === candidate),
    );
    return found ?? null;
  }

  #holding(): readonly ReferencePair[] {
    const stays = (each: ReferencePair): number => (each.baseline === each.candidate ? 1 : 0);
    const ranked = this.#pairs.toSorted((a, b) => stays(b) - stays(a) || b.times - a.times);
    const [ours, theirs] = [new Set<Text>(), new Set<Text>()];
    return ranked.filter(({ baseline, candidate }) => {
      if (ours.has(baseline) || theirs.has(candidate)) return false;
      ours.add(baseline);
      theirs.add(candidate);
      return true;
    });
  }
}
