/** What the comment before a fenced block says of it: `<!-- save: desk.rules.json; varies -->`. */
export interface Marks {
  /** The block is the text of this file of the repository. */
  readonly file?: string;
  /** Saved under this name in the page's folder, as the reader is told to. */
  readonly save?: string;
  /** Files of the repository that the reader has under other names: `monday.db = recordings/everything.db`, by commas. */
  readonly with?: string;
  /** Its last command goes on running until a block begins with `^C`. */
  readonly serves?: true;
  /** The exit status of its commands, where that is not 0. */
  readonly status?: number;
  /** Times, durations and the like are others each time; all else is compared. */
  readonly varies?: true;
  /** A test of its own looks after it, and says so by naming the page. */
  readonly checked?: string;
  /** What a snippet of TypeScript or JavaScript takes for granted, as declarations. */
  readonly given?: string;
  /** The recording that a query is put to. */
  readonly query?: string;
  /** The result of the query above. */
  readonly result?: true;
  /** Why it can not be run. */
  readonly notRun?: string;
}

const names: Readonly<Record<string, keyof Marks>> = {
  file: 'file',
  save: 'save',
  with: 'with',
  serves: 'serves',
  status: 'status',
  varies: 'varies',
  'checked by': 'checked',
  given: 'given',
  query: 'query',
  result: 'result',
  'not run': 'notRun',
};

/** @throws Error if it says what nobody understands, so that no slip of the pen leaves a block unchecked */
export function parseMarks(comment: string): Marks {
  const marks: Record<string, unknown> = {};
  // A declaration may have semicolons of its own.
  const parts = comment.startsWith('given:') ? [comment] : comment.split(';');
  for (const part of parts) {
    const [, word = '', value] = /^\s*([a-z ]+?)\s*(?::\s*([\s\S]+?))?\s*$/u.exec(part) ?? [];
    const name = names[word];
    if (name === undefined) throw new Error(`no mark is called so: ${part.trim()}`);
    marks[name] = name === 'status' ? Number(value) : (value ?? true);
  }
  return marks;
}
