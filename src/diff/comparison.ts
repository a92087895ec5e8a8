import { answerFacts, callFacts } from '../correlate/facts.js';
import { resourceInPath } from '../correlate/path-template.js';
import type { JsonNode } from '../json/node.js';
import { tryParseJson } from '../json/parse-json.js';
import type { RecordedExchange } from '../recording/reader.js';
import { compareContents } from './compare/compare-contents.js';
import { compareHeaders } from './compare/compare-headers.js';
import type { ValueRules } from './compare/compare-values.js';
import { type Content, contentOf } from './compare/content.js';
import type { DifferenceKind, Subject } from './difference.js';
import { lately } from './lately.js';
import type { Ledger, Order, Pending } from './ledger.js';
import { ownText } from './own-text.js';
import { References } from './rename/references.js';
import { Renaming } from './rename/renaming.js';
import { differingTokens, type TokenPair, timesIn } from './rename/tokens.js';
import { Usage } from './rename/usage.js';
import type { Side } from './side.js';
import { withoutSecrets } from './without-secrets.js';

/** Two texts that are compared, and what they belong to. */
interface Compared {
  readonly subject: Subject;
  readonly kind: DifferenceKind;
  readonly order: Order;
  /** For people. */
  readonly where: string;
  readonly references: References;
  /** JSON Pointers at which references stand. */
  readonly referencePlaces: ReadonlySet<string>;
}

/** Compares what has been put together, and writes down what differs. */
export class Comparison {
  readonly usage = { baseline: new Usage(), candidate: new Usage() };
  readonly renaming = new Renaming(this.usage.baseline, this.usage.candidate);
  readonly #values: ValueRules;
  readonly #asked = lately((exchange: RecordedExchange) =>
    contentOf(exchange.requestBody, exchange.requestHeaders),
  );
  readonly #answered = lately((exchange: RecordedExchange) =>
    contentOf(exchange.responseBody, exchange.responseHeaders),
  );

  constructor(
    private readonly baseline: Side,
    private readonly candidate: Side,
    private readonly ledger: Ledger,
    sets: ReadonlySet<string>,
  ) {
    this.#values = {
      sets,
      neutral: (text, side) =>
        withoutSecrets((side === 'baseline' ? baseline : candidate).neutral(text)),
    };
  }

  /** What two requests say of identifiers; they are not compared. */
  requests(left: RecordedExchange, right: RecordedExchange, where: string): void {
    const ours = this.#asks(left, 'baseline');
    const theirs = this.#asks(right, 'candidate');
    for (const pair of differingTokens(left.path, right.path) ?? []) {
      this.renaming.vote([ownText(pair[0]), ownText(pair[1])], where);
    }
    if (ours !== null && ours === theirs) this.renaming.vote([ours, theirs], where);
  }

  /** A request alone: what it says of its own side. */
  request(exchange: RecordedExchange, side: 'baseline' | 'candidate'): void {
    this.#asks(exchange, side);
  }

  #asks(exchange: RecordedExchange, side: 'baseline' | 'candidate'): string | null {
    const content = this.#asked(exchange);
    const usage = this.usage[side];
    usage.request(exchange.path, content.kind === 'json' ? content.node : null);
    if (exchange.kind !== 'call') return null;
    const id = resourceInPath(exchange.path, this[side].rules);
    if (id !== null) usage.resource(ownText(id));
    return id === null ? null : ownText(id);
  }

  /** The references of two calls that belong together; they are asked for by what these caused. */
  referencesOf(left: RecordedExchange, right: RecordedExchange, where: string): References {
    const references = new References();
    const pair = (one: string | null, other: string | null): void => {
      if (one !== null && other !== null && sameType(one, other)) {
        references.met(ownText(one), ownText(other), where);
      }
    };
    const asked = callFacts(left.path, jsonOf(this.#asked(left)), this.baseline.rules);
    const other = callFacts(right.path, jsonOf(this.#asked(right)), this.candidate.rules);
    pair(asked.reference, other.reference);
    const ours = answerFacts(jsonOf(this.#answered(left)), this.baseline.rules);
    const theirs = answerFacts(jsonOf(this.#answered(right)), this.candidate.rules);
    pair(ours.reference, theirs.reference);
    // By what they are about, if that has the same name on both sides: one of them may be missing.
    const others = theirs.references ?? [];
    const byResource = new Map(others.map((each) => [each.resource, each.reference]));
    const sameNames = ours.references?.some(({ resource }) => byResource.has(resource));
    ours.references?.forEach(({ resource, reference }, at) => {
      const other = sameNames ? byResource.get(resource) : others[at]?.reference;
      pair(reference, other ?? null);
    });
    return references;
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
      this.#found({
        kind: 'status',
        subject,
        path: null,
        place: null,
        ...(baseline !== null && { baseline: String(baseline) }),
        ...(candidate !== null && { candidate: String(candidate) }),
        reordered: false,
        words: null,
        references: null,
        order,
      });
    }
    // An answer that never came is one difference.
    if (left.status === null || right.status === null) return;
    this.#headers(left, right, subject, order, where);
    const { members } = this.baseline.rules;
    const ours = this.#answered(left);
    const theirs = this.#answered(right);
    const bulk = `/${members.bulkReferences}/`;
    const places = new Set(members.references.map(pointer));
    if (ours.kind === 'json') {
      for (const { resource } of answerFacts(ours.node, this.baseline.rules).references ?? []) {
        places.add(`${bulk}${resource}`);
      }
    }
    this.#contents(ours, theirs, {
      subject,
      kind: 'body',
      order,
      where,
      references,
      referencePlaces: places,
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
        words: words(baseline, candidate),
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
   */
  notifications(
    left: string | null,
    right: string | null,
    subject: Subject,
    order: Order,
    references: References,
    same: string | null,
  ): void {
    this.ledger.compares(subject.label);
    const { members } = this.baseline.rules;
    if (same !== null) references.met(same, same, subject.notification ?? '');
    this.#contents(dataContent(left), dataContent(right), {
      subject,
      kind: 'notification-changed',
      order,
      where: subject.notification ?? '',
      references,
      referencePlaces: new Set(members.references.map(pointer)),
    });
  }

  #contents(left: Content, right: Content, compared: Compared): void {
    const { subject, kind, order, where, references, referencePlaces } = compared;
    if (left.kind === 'json') this.usage.baseline.said(left.node, subject.label);
    if (right.kind === 'json') this.usage.candidate.said(right.node, subject.label);
    const unchanged = new Map<string, number>();
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
        words:
          both && sameType(baseline, candidate) && !found.reordered
            ? words(stringIn(baseline), stringIn(candidate))
            : null,
        references,
        order,
      });
      if (found.neutral) {
        this.ledger.ignore(neutralRule(baseline ?? '', candidate ?? ''), finding());
        continue;
      }
      if (
        both &&
        sameType(baseline, candidate) &&
        referencePlaces.has(path) &&
        kind === 'notification-changed'
      ) {
        references.met(ownText(baseline), ownText(candidate), `${where} at ${path}`);
      }
      const made = finding();
      this.#found(made, `${where} at ${path === '' ? 'the whole' : path}`);
      for (const [word] of made.words ?? []) {
        if (unchanged.size < MOST_WORDS) unchanged.set(word, 0);
      }
    }
    // What else of the same text names such a thing, and did not change.
    if (unchanged.size === 0 || left.kind !== 'json' || right.kind !== 'json') return;
    for (const word of unchanged.keys()) {
      const times = Math.min(timesIn(left.text, word), timesIn(right.text, word));
      this.renaming.vote([word, word], where, times);
    }
  }

  #found(finding: Pending, where = ''): void {
    for (const pair of finding.words ?? []) this.renaming.vote(pair, where);
    this.ledger.found(finding);
  }
}

/** Of one text; a hostile one has thousands. */
const MOST_WORDS = 100;

function jsonOf(content: Content): JsonNode | null {
  return content.kind === 'json' ? content.node : null;
}

function dataContent(text: string | null): Content {
  if (text === null) return { kind: 'none' };
  const node = tryParseJson(text);
  return node === null ? { kind: 'text', text } : { kind: 'json', text, node };
}

function pointer(name: string): string {
  return name.startsWith('/') ? name : `/${name}`;
}

/** 45 and "45" are of two types, and so are 45 and null. */
function sameType(one: string, other: string): boolean {
  return typeOf(one) === typeOf(other);
}

function typeOf(text: string): string {
  return /^[\d-]/u.test(text) ? 'number' : text.slice(0, 1);
}

/** The value of a JSON string, or the text of a number; undefined for all else. */
function stringIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text.startsWith('"')) return JSON.parse(text) as string;
  return /^-?\d/u.test(text) ? text : undefined;
}

function words(
  baseline: string | undefined,
  candidate: string | undefined,
): readonly TokenPair[] | null {
  if (baseline === undefined || candidate === undefined) return null;
  return (
    differingTokens(baseline, candidate)?.map(([one, other]) => [ownText(one), ownText(other)]) ??
    null
  );
}

function neutralRule(baseline: string, candidate: string): string {
  return withoutSecrets(baseline) === withoutSecrets(candidate) ? 'secret' : 'origin';
}
