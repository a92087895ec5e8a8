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
  /** Most calls have one pair or none, and there are as many of these as calls. */
  #only: Met | null = null;
  #several: Several | null = null;

  /** Takes a pair that stands at a place for references. */
  met(baseline: Text, candidate: Text, where: string): void {
    const only = this.#only;
    if (this.#several !== null) this.#several.met(baseline, candidate, where);
    else if (only === null) this.#only = { baseline, candidate, where, times: 1 };
    else if (only.baseline === baseline && only.candidate === candidate) only.times++;
    else {
      this.#several = new Several(only);
      this.#several.met(baseline, candidate, where);
      this.#only = null;
    }
  }

  /** Whether one is the other's counterpart, wherever they stand; asked once all are met. */
  hold(baseline: Text, candidate: Text): boolean {
    const only = this.#only;
    if (only !== null) return only.baseline === baseline && only.candidate === candidate;
    return this.#several?.partner(baseline)?.candidate === candidate;
  }

  /** The pair that holds and that these two contradict; null if there is none. */
  contradicted(baseline: Text, candidate: Text): ReferencePair | null {
    if (this.hold(baseline, candidate)) return null;
    const only = this.#only;
    if (only !== null) {
      return only.baseline === baseline || only.candidate === candidate ? only : null;
    }
    return this.#several?.partner(baseline) ?? this.#several?.owner(candidate) ?? null;
  }
}

interface Met extends ReferencePair {
  times: number;
}

class Several {
  /** By both texts. */
  readonly #pairs = new Map<string, Met>();
  #partners: Map<Text, ReferencePair> | null = null;
  #owners: Map<Text, ReferencePair> | null = null;

  constructor(first: Met) {
    this.#pairs.set(keyOf(first.baseline, first.candidate), first);
  }

  met(baseline: Text, candidate: Text, where: string): void {
    this.#partners = null;
    const key = keyOf(baseline, candidate);
    const known = this.#pairs.get(key);
    if (known === undefined) this.#pairs.set(key, { baseline, candidate, where, times: 1 });
    else known.times++;
  }

  partner(baseline: Text): ReferencePair | undefined {
    this.#decide();
    return this.#partners?.get(baseline);
  }

  owner(candidate: Text): ReferencePair | undefined {
    this.#decide();
    return this.#owners?.get(candidate);
  }

  #decide(): void {
    if (this.#partners !== null) return;
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

/** A JSON text holds no line break outside of white space, and references are scalars. */
function keyOf(baseline: Text, candidate: Text): string {
  return `${baseline}\n${candidate}`;
}
