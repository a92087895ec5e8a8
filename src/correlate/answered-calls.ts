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
  readonly #found: Readonly<Record<Trait, Map<string, AnsweredCall[]>>> = {
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
    eachTrait(call, (trait, value) => {
      const calls = this.#found[trait].get(value);
      if (calls === undefined) this.#found[trait].set(value, [call]);
      else if (!calls.includes(call)) calls.push(call);
    });
  }

  delete(call: AnsweredCall): void {
    this.#inOrder.delete(call);
    eachTrait(call, (trait, value) => {
      const calls = this.#found[trait].get(value);
      const at = calls?.indexOf(call) ?? -1;
      if (calls === undefined || at === -1) return;
      if (calls.length === 1) this.#found[trait].delete(value);
      else calls.splice(at, 1);
    });
  }
}

function eachTrait(call: AnsweredCall, tell: (trait: Trait, value: string) => void): void {
  if (call.reference !== null) tell('reference', call.reference);
  if (call.requestReference !== null) tell('request-reference', call.requestReference);
  if (call.resource !== null) tell('resource', call.resource);
  for (const { resource, reference } of call.references) {
    tell('bulk-resource', resource);
    tell('bulk-reference', reference);
  }
}
