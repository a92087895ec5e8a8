import { noiseFile } from '../../diff/noise/write-noise.js';
import { UsageError } from '../../errors.js';
import { editRulesFile } from '../../rules/edit-rules-file.js';
import { insertNoiseRule, removeNoiseRule } from '../../rules/insert-noise-rule.js';
import type { DiffAddition } from '../protocol/diff.js';

/** What was added, with what it takes to take it back. */
interface Kept extends DiffAddition {
  readonly before: string | null;
  readonly after: string | null;
}

/** Writes rules of noise into a rules file, and takes back those that it wrote. */
export class NoiseKeeper {
  readonly file: string;
  #last = 0;
  #kept: readonly Kept[] = [];

  /** @throws UsageError if the file can't be changed, or is no rules file: better now than when there is something to write */
  constructor(file: string) {
    this.file = file;
    editRulesFile(file, (text) => text);
  }

  /** The latest last. */
  get added(): readonly DiffAddition[] {
    return this.#kept.map(({ id, rule }) => ({ id, rule }));
  }

  /**
   * @param rule JSON text
   * @returns null if it stood there already
   * @throws UsageError if the file can't be changed
   */
  add(rule: string): DiffAddition | null {
    const { before, after } = editRulesFile(this.file, (text) =>
      insertNoiseRule(text ?? noiseFile([]), rule),
    );
    if (before === after) return null;
    const id = ++this.#last;
    this.#kept = [...this.#kept, { id, rule, before, after }];
    return { id, rule };
  }

  /**
   * Leaves the file as if the rule had not been added: byte for byte if nothing else has changed in it.
   *
   * @throws UsageError if the rule is not there any more
   */
  undo(id: number): void {
    const kept = this.#kept.find((each) => each.id === id);
    if (kept === undefined) throw new UsageError('this was taken back already');
    editRulesFile(this.file, (text) => {
      if (text === kept.after) return kept.before;
      const without = text === null ? null : removeNoiseRule(text, kept.rule);
      if (without !== null) return without;
      this.#forget(id);
      throw new UsageError(`the rule stands no more in ${this.file}: there is nothing to undo`);
    });
    this.#forget(id);
  }

  #forget(id: number): void {
    this.#kept = this.#kept.filter((each) => each.id !== id);
  }
}
