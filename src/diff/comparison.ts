import { resourceInPath } from '../correlate/path-template.js';
import { tryParseJson } from '../json/parse-json.js';
import type { RecordedExchange } from '../recording/reader.js';
import { compareContents } from './compare/compare-contents.js';
import { compareHeaders } from './compare/compare-headers.js';
import type { ValueRules } from './compare/compare-values.js';
import type { Content } from './compare/content.js';
import { cutOff } from './compare/cut-off.js';
import { saysNearlyTheSame } from './compare/nearly-the-same.js';
import { neutralRule, withoutSecrets } from './compare/neutral-text.js';
import type { Contents } from './contents.js';
import type { DifferenceKind, Subject } from './difference.js';
import type { Identifiers } from './identifiers.js';
import type { Ledger, Order, Pending } from './ledger.js';
import { anyMoment } from './noise/any-moment.js';
import { ownText } from './own-text.js';
import { isPlaceOfId } from './rename/place-of-id.js';
import type { References } from './rename/references.js';
import { timesIn } from './rename/tokens.js';
import { differingWords, renamedWords, sameType } from './rename/words.js';
import type { Side } from './side.js';
import { aboutWhole } from './subjects.js';

/** Two texts that are compared, and what they belong to. */
interface Compared {
  readonly subject: Subject;
  readonly kind: DifferenceKind;
  readonly order: Order;
  /** For people. */
  readonly where: string;
  readonly references: References;
  /** JSON Pointers of references that are met here first. */
  readonly referencePlaces: ReadonlySet<string>;
  /** Identifiers that it is about. */
  readonly own: readonly (string | null)[];
}

/** Compares what has been put together, and writes down what differs. */
export class Comparison {
  readonly #values: ValueRules;
  constructor(
    private readonly baseline: Side,
    private readonly candidate: Side,
    private readonly identifiers: Identifiers,
    private readonly contents: Contents,
    private readonly ledger: Ledger,
    sets: ReadonlySet<string>,
  ) {
    const neutral: ValueRules['neutral'] = (text, side) =>
      withoutSecrets((side === 'baseline' ? baseline : candidate).neutral(text));
    this.#values = {
      sets,
      neutral,
      shared: (text, side) =>
        side === 'baseline'
          ? identifiers.renaming.shared(neutral(text, side))
          : neutral(text, side),
    };
  }

  /** Whether `data` of two notifications says nearly the same. */
  areAlike(left: string | null, right: string | null): boolean {
    const { neutral, shared = neutral } = this.#values;
    return saysNearlyTheSame(left, right, (text, side) => anyMoment(shared(text, side)));
  }

  /** Status, headers and body of two answers. */
  answers(
    left: RecordedExchange,
    right: RecordedExchange,
    subject: Subject,
    order: Order,
    references: References,
  ): void {
    this.ledger.compares(subject.label);
    const where = `answer of ${subject.call}`;
    if (left.status !== right.status) {
      const [baseline, candidate] = [left.status, right.status];
      const finding = {
        ...aboutWhole('status', subject, order),
        ...(baseline !== null && { baseline: String(baseline) }),
        ...(candidate !== null && { candidate: String(candidate) }),
      };
      if (baseline === null && left.outcome === 'cut-by-desktop') {
        this.ledger.ignore('cut-by-desktop', finding);
      } else this.#found(finding);
    }
    // An answer that never came is one difference.
    if (left.status === null || right.status === null) return;
    this.#headers(left, right, subject, order, where);
    const cut = cutOff(left, right, this.contents.answered);
    if (cut !== null) {
      const { rule, ...texts } = cut;
      const finding = { ...aboutWhole('body', subject, order), path: '', place: '', ...texts };
      if (rule === null) this.#found(finding);
      else this.ledger.ignore(rule, finding);
      return;
    }
    this.#compare(this.contents.answered(left), this.contents.answered(right), {
      ...{ subject, kind: 'body', order, where, references },
      referencePlaces: none,
      own: [resourceInPath(left.path, this.baseline.rules)],
    });
  }

  #headers(
    left: RecordedExchange,
    right: RecordedExchange,
    subject: Subject,
    order: Order,
    where: string,
  ): void {
    const csrf = { baseline: this.baseline.csrf, candidate: this.candidate.csrf };
    const [ours, theirs] = [left.responseHeaders ?? [], right.responseHeaders ?? []];
    for (const { name, baseline, candidate } of compareHeaders(ours, theirs, csrf)) {
      const finding: Pending = {
        kind: 'header',
        subject,
        path: name,
        place: name,
        ...(baseline !== undefined && { baseline: JSON.stringify(baseline) }),
        ...(candidate !== undefined && { candidate: JSON.stringify(candidate) }),
        reordered: false,
        words: differingWords(
          baseline && JSON.stringify(baseline),
          candidate && JSON.stringify(candidate),
        ),
        references: null,
        order,
      };
      if (baseline !== undefined && candidate !== undefined) {
        const { neutral } = this.#values;
        if (neutral(baseline, 'baseline') === neutral(candidate, 'candidate')) {
          this.ledger.ignore(neutralRule(baseline, candidate), finding);
          continue;
        }
      }
      this.#found(finding, `${where} at ${name}`);
    }
  }

  /**
   * `data` of two notifications; null if there is none.
   *
   * @param same their reference, if both name the same
   * @param id of what the baseline's is about
   */
  notifications(
    left: string | null,
    right: string | null,
    subject: Subject,
    order: Order,
    references: References,
    same: string | null,
    id: string | null,
  ): void {
    this.ledger.compares(subject.label);
    const { members } = this.baseline.rules;
    if (same !== null) references.met(same, same, subject.notification ?? '');
    this.#compare(dataContent(left), dataContent(right), {
      subject,
      kind: 'notification-changed',
      order,
      where: subject.notification ?? '',
      references,
      referencePlaces: new Set(members.references.map(pointer)),
      own: [id],
    });
  }

  #compare(left: Content, right: Content, compared: Compared): void {
    const { subject, kind, order, where, references, referencePlaces, own } = compared;
    const said = this.identifiers.said(left, right, subject.label);
    const changed = new Set<string>();
    const isAbout = (word: string, place: string, text: string): boolean =>
      own.includes(word) ||
      this.identifiers.usage.baseline.isName(word) ||
      isPlaceOfId(place, text);
    for (const { path, place, baseline, candidate, ...found } of compareContents(
      left,
      right,
      this.#values,
    )) {
      const both = baseline !== undefined && candidate !== undefined;
      const finding = (): Pending => ({
        kind,
        subject,
        path,
        place,
        ...(baseline !== undefined && { baseline: ownText(baseline) }),
        ...(candidate !== undefined && { candidate: ownText(candidate) }),
        reordered: found.reordered,
        words: found.reordered
          ? null
          : renamedWords(baseline, candidate, (word) => isAbout(word, place, baseline ?? '')),
        references,
        order,
      });
      if (found.neutral) {
        this.ledger.ignore(neutralRule(baseline ?? '', candidate ?? ''), finding());
        continue;
      }
      if (both && sameType(baseline, candidate) && referencePlaces.has(path)) {
        references.met(ownText(baseline), ownText(candidate), `${where} at ${path}`);
      }
      const made = finding();
      this.#found(made, `${where} at ${path === '' ? 'the whole' : path}`);
      for (const [word] of made.words ?? []) {
        if (changed.size < MOST_WORDS) changed.add(word);
      }
    }
    // What else of the same text names such a thing, and did not change.
    if (left.kind !== 'json' || right.kind !== 'json') return;
    for (const word of changed) {
      const times = Math.min(timesIn(left.text, word), timesIn(right.text, word));
      said.delete(word);
      this.identifiers.renaming.vote([word, word], where, times);
    }
    this.identifiers.stay(said, where);
  }

  #found(finding: Pending, where = ''): void {
    for (const pair of finding.words ?? []) this.identifiers.renaming.vote(pair, where);
    this.ledger.found(finding);
  }
}

/** Of one text; a hostile one has thousands. */
const MOST_WORDS = 100;

const none: ReadonlySet<string> = new Set();

function dataContent(text: string | null): Content {
  if (text === null) return { kind: 'none' };
  const node = tryParseJson(text);
  return node === null ? { kind: 'text', text } : { kind: 'json', text, node };
}

function pointer(name: string): string {
  return name.startsWith('/') ? name : `/${name}`;
}
