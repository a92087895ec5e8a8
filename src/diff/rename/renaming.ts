import { ownText } from '../own-text.js';
import { looksLikeId } from '../path-label.js';
import { type TokenPair, withWords } from './tokens.js';
import type { Usage } from './usage.js';

/** A renaming that holds: with where it was seen first. */
export interface Renamed {
  readonly baseline: string;
  readonly candidate: string;
  readonly where: string;
}

interface Votes extends Renamed {
  count: number;
}

/**
 * Which identifier of the candidate stands for which of the baseline, one to one over the whole recording: by how often
 * they stand at the same place. Where two disagree, what was seen most often holds; of as many, what stayed the same, then
 * what was seen first.
 */
export class Renaming {
  /** By identifier of the baseline; nearly all have one candidate. */
  readonly #votes = new Map<string, readonly Votes[]>();
  readonly #named = new Set<string>();
  #partners: ReadonlyMap<string, Renamed> | null = null;
  #owners: ReadonlyMap<string, Renamed> | null = null;

  constructor(
    private readonly baseline: Usage,
    private readonly candidate: Usage,
  ) {}

  /** @param where for people */
  vote([baseline, candidate]: TokenPair, where: string, times = 1): void {
    if (times === 0) return;
    if (!this.#named.has(candidate)) this.#named.add(ownText(candidate));
    const known = this.#votes.get(baseline) ?? none;
    const votes = known.find((each) => each.candidate === candidate);
    if (votes !== undefined) votes.count += times;
    // A hostile recording could name one thing in thousands of ways.
    else if (known.length < MOST_CANDIDATES) {
      const own = ownText(baseline);
      const other = candidate === baseline ? own : ownText(candidate);
      this.#votes.set(own, known.concat({ baseline: own, candidate: other, where, count: times }));
    }
  }

  /** What stands for an identifier so far, by what was seen until now; null if nothing was. */
  likely(baseline: string): string | null {
    let best: { readonly candidate: string; readonly count: number } | null = null;
    if (!this.baseline.isIdentifier(baseline)) return null;
    for (const { candidate, count } of this.#votes.get(baseline) ?? none) {
      if (candidate !== baseline && !this.candidate.isIdentifier(candidate)) continue;
      if (best === null || count > best.count) best = { candidate, count };
    }
    return best?.candidate ?? null;
  }

  /** A text of the baseline with the names that the candidate likely has for the identifiers in it. */
  shared(text: string): string {
    return withWords(text, (word) => this.likely(word));
  }

  /** Whether it was seen to stand for any identifier of the baseline. */
  isNamed(candidate: string): boolean {
    return this.#named.has(candidate);
  }

  /** Whether a pair is a renaming that holds; asked once all votes are given. */
  holds([baseline, candidate]: TokenPair): boolean {
    return this.#mayBe(baseline, candidate) && this.#partner(baseline)?.candidate === candidate;
  }

  /**
   * Whether one may stand for the other: both are identifiers, or one is, and what stands in its place looks like one and
   * is named nowhere else.
   */
  #mayBe(baseline: string, candidate: string): boolean {
    const [ours, theirs] = [this.baseline, this.candidate];
    const [known, other] = [ours.isIdentifier(baseline), theirs.isIdentifier(candidate)];
    if (known && other) return true;
    if (baseline === candidate) return known || other;
    if (!looksLikeId(baseline) || !looksLikeId(candidate)) return false;
    return known ? !theirs.isIdentifier(baseline) : other && !ours.isIdentifier(candidate);
  }

  /** The renaming that a pair contradicts; null if it is about no identifier. */
  contradicted([baseline, candidate]: TokenPair): Renamed | null {
    if (!this.baseline.isIdentifier(baseline) && !this.candidate.isIdentifier(candidate)) {
      return null;
    }
    const found = this.#partner(baseline) ?? this.#owner(candidate);
    return found?.candidate === candidate && found.baseline === baseline ? null : (found ?? null);
  }

  #partner(baseline: string): Renamed | undefined {
    this.#decide();
    return this.#partners?.get(baseline);
  }

  #owner(candidate: string): Renamed | undefined {
    this.#decide();
    return this.#owners?.get(candidate);
  }

  #decide(): void {
    if (this.#partners !== null) return;
    const all = [...this.#votes.values()].flatMap((own) =>
      own.filter((each) => this.#mayBe(each.baseline, each.candidate)),
    );
    const stays = (each: Renamed): number => (each.baseline === each.candidate ? 1 : 0);
    // Stable: of equals the one seen first stays in front.
    all.sort((a, b) => b.count - a.count || stays(b) - stays(a));
    const partners = new Map<string, Renamed>();
    const owners = new Map<string, Renamed>();
    for (const each of all) {
      if (partners.has(each.baseline) || owners.has(each.candidate)) continue;
      partners.set(each.baseline, each);
      owners.set(each.candidate, each);
    }
    this.#partners = partners;
    this.#owners = owners;
  }
}

const none: readonly never[] = [];
const MOST_CANDIDATES = 100;
