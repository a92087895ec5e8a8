import { gwsRules, type Rules } from '../../rules/rules.js';
import type {
  DiffAddition,
  DiffDetail,
  DiffIgnoring,
  DiffOverview,
  DiffPlaces,
  IgnoreRequest,
  UndoRequest,
} from '../protocol/diff.js';
import type { ComparedOverview } from './diff-book.js';
import { DiffLink } from './diff-link.js';
import type { CompareOrder, DiffQuestions } from './diff-messages.js';
import { NoiseKeeper } from './noise-keeper.js';
import { NotThere } from './route.js';

export interface ComparisonOptions {
  readonly files: readonly [baseline: string, candidate: string];
  readonly rules: Rules | undefined;
  /** Recordings of the baseline's version, to learn from what means nothing. */
  readonly noise: readonly string[];
  /** The rules file that may be written; it counts as soon as it is there. Null if none may. */
  readonly write: string | null;
}

/** Compares two recordings in a thread of its own, and again whenever rules have changed. */
export class Comparison {
  readonly #order: CompareOrder;
  readonly #link = new DiffLink();
  readonly #keeper: NoiseKeeper | null;
  #revision = 0;
  /** The latest comparison; null if there is none, or it failed. */
  #compared: Promise<ComparedOverview> | null = null;

  /** @throws UsageError if the rules file can't be written */
  constructor({ files: [baseline, candidate], rules, noise, write }: ComparisonOptions) {
    const said = rules === undefined ? null : sectionsIn(rules);
    this.#order = { baseline, candidate, noise, rules: said, file: write };
    this.#keeper = write === null ? null : new NoiseKeeper(write);
  }

  /** Compares anew when it is asked next: recordings may have gone on, and rules files have been edited. */
  again(): void {
    this.#compared = null;
  }

  /** @throws UnderstudyError if they can't be compared */
  async overview(): Promise<DiffOverview> {
    for (;;) {
      const compared = this.#compare();
      const revision = this.#revision;
      const overview = await compared;
      // Rules have changed meanwhile.
      if (revision !== this.#revision) continue;
      const rules = { file: this.#keeper?.file ?? null, added: this.#keeper?.added ?? [] };
      return { revision, ...overview, rules };
    }
  }

  places(revision: number, group: number, from: number): Promise<DiffPlaces> {
    return this.#ask(revision, 'places', { group, from });
  }

  detail(revision: number, number: number): Promise<DiffDetail> {
    return this.#ask(revision, 'detail', { number });
  }

  async ignoring(revision: number, group: number): Promise<DiffIgnoring> {
    const ignoring = await this.#ask(revision, 'ignoring', { group });
    return { ...ignoring, file: this.#keeper?.file ?? null };
  }

  /**
   * @returns null if the rule stood there already
   * @throws UsageError if nothing can be written
   */
  async ignore({ revision, group, option }: IgnoreRequest): Promise<DiffAddition | null> {
    if (this.#keeper === null) throw new NotThere(readOnly);
    const rule = await this.#ask(revision, 'rule', { group, option });
    const added = this.#keeper.add(rule);
    this.again();
    return added;
  }

  undo({ addition }: UndoRequest): void {
    if (this.#keeper === null) throw new NotThere(readOnly);
    this.#keeper.undo(addition);
    this.again();
  }

  /** May be called twice. */
  close(): Promise<void> {
    return this.#link.close();
  }

  #compare(): Promise<ComparedOverview> {
    if (this.#compared === null) {
      this.#revision += 1;
      const comparing = this.#link.ask('compare', { order: this.#order });
      this.#compared = comparing;
      comparing.catch(() => {
        if (this.#compared === comparing) this.#compared = null;
      });
    }
    return this.#compared;
  }

  /** @throws NotThere if it is about an older comparison, or about nothing that is there */
  async #ask<K extends Exclude<keyof DiffQuestions, 'compare'>>(
    revision: number,
    type: K,
    question: DiffQuestions[K]['ask'],
  ): Promise<NonNullable<DiffQuestions[K]['answer']>> {
    await this.#compare();
    if (revision !== this.#revision) {
      throw new NotThere('The recordings were compared again meanwhile: reload the page.');
    }
    const answer = await this.#link.ask(type, question);
    if (answer === null || answer === undefined) throw new NotThere('There is no such difference.');
    return answer;
  }
}

const readOnly = 'nothing can be kept: start the inspector with --write';

/** What no file touches is the built-in object itself, and in another thread it would not be. */
function sectionsIn(rules: Rules): Partial<Rules> {
  const said = Object.entries(rules).filter(
    ([name, section]) => section !== gwsRules[name as keyof Rules],
  );
  return Object.fromEntries(said);
}
