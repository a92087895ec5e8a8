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
    }
    if (ours !== null && ours === theirs) this.renaming.vote([ours, theirs], where);
  }

  /** A request alone: what it says of its own side. */
  request(exchange: RecordedExchange, side: 'baseline' | 'candidate'): void {
    this.#asks(exchange, side);
  }

  #asks(exchange: RecordedExchange, side: 'baseline' | 'candidate'): string | null {
    const content = this.contents.asked(exchange);
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
    const asked = callFacts(left.path, jsonOf(this.contents.asked(left)), this.baseline.rules);
    const other = callFacts(right.path, jsonOf(this.contents.asked(right)), this.candidate.rules);
    pair(asked.reference, other.reference);
    const ours = answerFacts(jsonOf(this.contents.answered(left)), this.baseline.rules);
    const theirs = answerFacts(jsonOf(this.contents.answered(right)), this.candidate.rules);
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
}

function jsonOf(content: Content): JsonNode | null {
  return content.kind === 'json' ? content.node : null;
}
