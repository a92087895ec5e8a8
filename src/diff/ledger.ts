import { About } from './about.js';
import type { Subject } from './difference.js';
import type { Finding } from './finding.js';
import { Interned } from './own-text.js';
import type { References } from './rename/references.js';
import type { TokenPair } from './rename/tokens.js';
import { differingWords } from './rename/words.js';

/** A finding with what it takes to see whether a renaming explains it. */
export interface Pending extends Finding {
  /** The words in which the two texts differ; null if they differ in more, or are no texts. */
  readonly words: readonly TokenPair[] | null;
  /** The references of the call that it belongs to; null for a place where there are none. */
  readonly references: References | null;
  readonly order: Order;
}

/** Where something belongs in the report: which pair of sessions, and where in the baseline. */
export type Order = readonly [session: number, at: number];

/** What findings at alike places share; there are few for a whole recording. */
interface Shape extends Pick<Finding, 'kind' | 'path' | 'place' | 'reordered' | 'times'> {
  readonly hasWords: boolean;
  readonly hasReferences: boolean;
}

/** A finding as it waits: what it shares with others is there once, and its words are found again. */
interface Kept {
  readonly about: About;
  readonly shape: Shape;
  readonly baseline: string | undefined;
  readonly candidate: string | undefined;
}

/** What was found, before it is known what it means, and what was ignored at once. */
export class Ledger {
  /** What was ignored, by rule; the findings themselves only if asked for. */
  readonly ignored: { readonly rule: string; readonly finding: Pending }[] = [];
  readonly counts = new Map<string, number>();
  /** How often things of one label were compared. */
  readonly compared = new Map<string, number>();
  readonly #kept: Kept[] = [];
  readonly #shapes = new Map<string, Shape>();
  readonly #texts = new Interned();
  #latest: { readonly subject: Subject; readonly about: About } | null = null;

  constructor(private readonly keepIgnored: boolean) {}

  found(finding: Pending): void {
    this.#kept.push({
      about: this.#aboutOf(finding),
      shape: this.#shapeOf(finding),
      baseline: this.#textOf(finding.baseline),
      candidate: this.#textOf(finding.candidate),
    });
  }

  /** All that was found, in the order of the report. */
  *pending(): Iterable<Pending> {
    let about: About | null = null;
    let subject: Subject | null = null;
    for (const kept of this.#kept.sort(inOrder)) {
      // One object for all that is found of one thing, which is found in turn.
      if (subject === null || about !== kept.about) subject = kept.about.subject();
      about = kept.about;
      yield pendingOf(kept, subject);
    }
  }

  ignore(rule: string, finding: Pending): void {
    this.counts.set(rule, (this.counts.get(rule) ?? 0) + 1);
    if (this.keepIgnored) this.ignored.push({ rule, finding });
  }

  compares(label: string): void {
    this.compared.set(label, (this.compared.get(label) ?? 0) + 1);
  }

  #aboutOf({ subject, references, order: [session, at] }: Pending): About {
    const about =
      this.#latest?.subject === subject ? this.#latest.about : new About(subject, session, at);
    about.references ??= references;
    this.#latest = { subject, about };
    return about;
  }

  #shapeOf({ kind, path, place, reordered, words, references, times }: Pending): Shape {
    const [hasWords, hasReferences] = [words !== null, references !== null];
    const shape = {
      ...{ kind, path, place, reordered, hasWords, hasReferences },
      ...(times !== undefined && { times }),
    };
    const key = JSON.stringify(shape);
    const known = this.#shapes.get(key);
    if (known !== undefined) return known;
    if (this.#shapes.size < MOST_SHAPES) this.#shapes.set(key, shape);
    return shape;
  }

  #textOf(text: string | undefined): string | undefined {
    return text === undefined || text.length > LONGEST_SHARED ? text : this.#texts.of(text);
  }
}

/** A hostile recording could have a new one in each answer. */
const MOST_SHAPES = 10_000;
/** Ids, states and dates come again, texts do not. */
const LONGEST_SHARED = 100;

function pendingOf({ about, shape, baseline, candidate }: Kept, subject: Subject): Pending {
  const { hasWords, hasReferences, ...shared } = shape;
  return {
    ...shared,
    subject,
    ...(baseline !== undefined && { baseline }),
    ...(candidate !== undefined && { candidate }),
    words: hasWords ? differingWords(baseline, candidate) : null,
    references: hasReferences ? about.references : null,
    order: [about.session, about.at],
  };
}

function inOrder({ about: a }: Kept, { about: b }: Kept): number {
  // Infinity less itself is no number: those at the end keep their order.
  return a.session - b.session || a.at - b.at || 0;
}
