import type { AnsweredCall } from './call-book.js';

/** What a call can be found by. */
export type Trait =
  | 'reference'
  | 'request-reference'
  | 'bulk-reference'
  | 'bulk-resource'
  | 'resource';

/** The answered calls of one session, found by reference and by resource. */
export class AnsweredCalls {
  readonly #found: Readonly<Record<Trait, Map<string, Set<AnsweredCall>>>> = {
    reference: new Map(),
    'request-reference': new Map(),
    'bulk-reference': new Map(),
    'bulk-resource': new Map(),
    resource: new Map(),
  };
  readonly #inOrder = new Set<AnsweredCall>();

  get size(): number {
    return this.#inOrder.size;
  }

  /** That which was answered first. */
  get oldest(): AnsweredCall | undefined {
    return this.#inOrder.values().next().value;
  }

  /** Oldest answer first. */
  all(): Iterable<AnsweredCall> {
    return this.#inOrder;
  }

  /** Those of which this trait has that value, oldest answer first. */
  with(trait: Trait, value: string): Iterable<AnsweredCall> {
    return this.#found[trait].get(value) ?? [];
  }

  add(call: AnsweredCall): void {
    this.#inOrder.add(call);
    for (const [trait, value] of traitsOf(call)) {
      const index = this.#found[trait];
      index.set(value, (index.get(value) ?? new Set()).add(call));
    }
  }

  delete(call: AnsweredCall): void {
    this.#inOrder.delete(call);
    for (const [trait, value] of traitsOf(call)) {
      const calls = this.#found[trait].get(value);
      calls?.delete(call);
      if (calls?.size === 0) this.#found[trait].delete(value);
    }
  }
}

function* traitsOf(call: AnsweredCall): Generator<readonly [Trait, string]> {
  if (call.reference !== null) yield ['reference', call.reference];
  if (call.requestReference !== null) yield ['request-reference', call.requestReference];
  if (call.resource !== null) yield ['resource', call.resource];
  for (const { resource, reference } of call.references) {
    yield ['bulk-resource', resource];
    yield ['bulk-reference', reference];
  }
}
