import type { AnsweredCall } from './call-book.js';

/** The answered calls of one session, found by reference and by resource. */
export class AnsweredCalls {
  readonly #byReference = new Map<string | null, Set<AnsweredCall>>();
  readonly #byResource = new Map<string | null, Set<AnsweredCall>>();
  readonly #inOrder = new Set<AnsweredCall>();

  get size(): number {
    return this.#inOrder.size;
  }

  /** That which was answered first. */
  get oldest(): AnsweredCall | undefined {
    return this.#inOrder.values().next().value;
  }

  withReference(reference: string): Iterable<AnsweredCall> {
    return this.#byReference.get(reference) ?? [];
  }

  onResource(resource: string): Iterable<AnsweredCall> {
    return this.#byResource.get(resource) ?? [];
  }

  add(call: AnsweredCall): void {
    this.#inOrder.add(call);
    addTo(this.#byReference, call.reference, call);
    addTo(this.#byResource, call.resource, call);
  }

  delete(call: AnsweredCall): void {
    this.#inOrder.delete(call);
    deleteFrom(this.#byReference, call.reference, call);
    deleteFrom(this.#byResource, call.resource, call);
  }
}

function addTo<K>(index: Map<K, Set<AnsweredCall>>, key: K, call: AnsweredCall): void {
  if (key === null) return;
  index.set(key, (index.get(key) ?? new Set()).add(call));
}

function deleteFrom<K>(index: Map<K, Set<AnsweredCall>>, key: K, call: AnsweredCall): void {
  const calls = index.get(key);
  calls?.delete(call);
  if (calls?.size === 0) index.delete(key);
}
