/** JSON text of a reference: 45 is not "45". */
type Text = string;

/** Two references that stood at the same place, and where that was first. */
export interface ReferencePair {
  readonly baseline: Text;
  readonly candidate: Text;
  readonly where: string;
}

/**
 * The references of one call and all that it caused: the candidate's server gives others, each always in the place of the
 * same one. Where two pairs disagree, what stayed the same holds, then what was seen most often, then what was seen first.
 */
export class References {
  /** By both texts; most calls have one or none. */
  #pairs: Map<string, ReferencePair & { times: number }> | null = null;
  #partners: Map<Text, ReferencePair> | null = null;
  #owners: Map<Text, ReferencePair> | null = null;

  /** Takes a pair that stands at a place for references. */
  met(baseline: Text, candidate: Text, where: string): void {
    this.#partners = null;
    this.#pairs ??= new Map();
    // A JSON text holds no line break outside of white space, and references are scalars.
    const key = `${baseline}\n${candidate}`;
    const known = this.#pairs.get(key);
    if (known === undefined) this.#pairs.set(key, { baseline, candidate, where, times: 1 });
    else known.times++;
  }

  /** Whether one is the other's counterpart, wherever they stand; asked once all are met. */
  hold(baseline: Text, candidate: Text): boolean {
    this.#decide();
    return this.#partners?.get(baseline)?.candidate === candidate;
  }

  /** The pair that holds and that these two contradict; null if there is none. */
  contradicted(baseline: Text, candidate: Text): ReferencePair | null {
    if (this.hold(baseline, candidate)) return null;
    return this.#partners?.get(baseline) ?? this.#owners?.get(candidate) ?? null;
  }

  #decide(): void {
    if (this.#partners !== null || this.#pairs === null) return;
    const stays = (each: ReferencePair): number => (each.baseline === each.candidate ? 1 : 0);
    const ranked = [...this.#pairs.values()].sort(
      (a, b) => stays(b) - stays(a) || b.times - a.times,
    );
    const [partners, owners] = [new Map<Text, ReferencePair>(), new Map<Text, ReferencePair>()];
    for (const pair of ranked) {
      if (partners.has(pair.baseline) || owners.has(pair.candidate)) continue;
      partners.set(pair.baseline, pair);
      owners.set(pair.candidate, pair);
    }
    this.#partners = partners;
    this.#owners = owners;
  }
}
