import { answerFacts, callFacts } from '../correlate/facts.js';
import { resourceInPath } from '../correlate/path-template.js';
import type { JsonNode } from '../json/node.js';
import type { RecordedExchange } from '../recording/reader.js';
import type { Content } from './compare/content.js';
import type { Contents } from './contents.js';
import { ownText } from './own-text.js';
import { References } from './rename/references.js';
import { Renaming } from './rename/renaming.js';
import { differingTokens } from './rename/tokens.js';
import { Usage } from './rename/usage.js';
import { sameType } from './rename/words.js';
import type { Side } from './side.js';

/** What both recordings say of identifiers, and which of the candidate stands for which of the baseline. */
export class Identifiers {
  readonly usage = { baseline: new Usage(), candidate: new Usage() };
  readonly renaming = new Renaming(this.usage.baseline, this.usage.candidate);

  constructor(
    private readonly baseline: Side,
    private readonly candidate: Side,
    private readonly contents: Contents,
  ) {}

  /** What two requests say of identifiers; they are not compared. */
  requests(left: RecordedExchange, right: RecordedExchange, where: string): void {
    const ours = this.#asks(left, 'baseline');
    const theirs = this.#asks(right, 'candidate');
    for (const pair of differingTokens(left.path, right.path) ?? []) {
      this.renaming.vote([ownText(pair[0]), ownText(pair[1])], where);
      ours.delete(pair[0]);
      theirs.delete(pair[1]);
    }
    const [asked, other] = [this.contents.asked(left), this.contents.asked(right)];
    for (const pair of differingTokens(textIn(asked), textIn(other)) ?? []) {
      ours.delete(pair[0]);
      theirs.delete(pair[1]);
    }
    const both = [...ours].filter((word) => theirs.has(word));
    this.stay(new Map(both.map((word) => [word, ASKED_FOR])), where);
  }

  /** Both sides say some words at the same places: those that are identifiers stand for themselves. */
  stay(words: ReadonlyMap<string, number>, where: string): void {
    const { baseline, candidate } = this.usage;
    let left = MOST_WORDS;
    for (const [word, times] of words) {
      if (!baseline.isIdentifier(word) && !candidate.isIdentifier(word)) continue;
      if (left-- === 0) return;
      this.renaming.vote([word, word], where, times);
    }
  }

  /**
   * What two texts of the server that are compared say of identifiers.
   *
   * @param label names what is alike
   * @returns how often both say the same
   */
  said(left: Content, right: Content, label: string): Map<string, number> {
    const [ours, theirs] = [jsonOf(left), jsonOf(right)];
    const here = ours && this.usage.baseline.said(ours, label);
    const there = theirs && this.usage.candidate.said(theirs, label);
    const both = new Map<string, number>();
    for (const [word, times] of here ?? []) {
      const other = there?.get(word);
      if (other !== undefined) both.set(word, Math.min(times, other));
    }
    return both;
  }

  /** A request alone: what it says of its own side. */
  request(exchange: RecordedExchange, side: 'baseline' | 'candidate'): void {
    this.#asks(exchange, side);
  }

  #asks(exchange: RecordedExchange, side: 'baseline' | 'candidate'): Set<string> {
    const usage = this.usage[side];
    const words = usage.request(exchange.path, jsonOf(this.contents.asked(exchange)));
    const id = exchange.kind === 'call' ? resourceInPath(exchange.path, this[side].rules) : null;
    if (id !== null) {
      usage.resource(ownText(id));
      words.add(id);
    }
    return words;
  }

  /** The references of two calls that belong together; they are asked for by what these caused. */
  referencesOf(left: RecordedExchange, right: RecordedExchange, where: string): References {
    const references = new References();
    const pair = (one: string | null, other: string | null): void => {
      if (one !== null && other !== null && sameType(one, other)) {
        references.met(ownText(one), ownText(other), where);
      }
    };
    const asked = callFacts(left.path, jsonOf(this.contents.asked(left)), this.baseline.rules);
    const other = callFacts(right.path, jsonOf(this.contents.asked(right)), this.candidate.rules);
    pair(asked.reference, other.reference);
    const ours = answerFacts(jsonOf(this.contents.answered(left)), this.baseline.rules);
    const theirs = answerFacts(jsonOf(this.contents.answered(right)), this.candidate.rules);
    pair(ours.reference, theirs.reference);
    // By what they are about, if both sides' names for it are known: one of them may be missing.
    const others = theirs.references ?? [];
    const byResource = new Map(others.map((each) => [each.resource, each.reference]));
    const named = (resource: string): string | undefined =>
      byResource.get(this.renaming.likely(resource) ?? resource) ?? byResource.get(resource);
    const known = ours.references?.some(({ resource }) => named(resource) !== undefined);
    ours.references?.forEach(({ resource, reference }, at) => {
      const other = known ? named(resource) : others[at]?.reference;
      pair(reference, other ?? null);
    });
    return references;
  }
}

/** What both desktops call the same is the same, however often the server makes something else of it in its answer. */
const ASKED_FOR = 10;

/** Of one text; a hostile one has thousands. */
const MOST_WORDS = 1_000;

function textIn(content: Content): string {
  return content.kind === 'json' || content.kind === 'text' ? content.text : '';
}

function jsonOf(content: Content): JsonNode | null {
  return content.kind === 'json' ? content.node : null;
}
