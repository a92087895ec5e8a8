import type { JsonNode } from '../json/node.js';
import { stringMember } from '../json/node.js';
import type { Outcome } from '../recording/exchange.js';

/** Characters of a version that is believed. */
const MAX_VERSION = 100;
/** Versions of one recording that the operator is told of. */
const MAX_TOLD = 10;

/** An exchange that may have asked for the server's version. */
interface Asked {
  readonly method: string;
  /** Request target. */
  readonly path: string;
  readonly status: number | null;
  readonly outcome: Outcome;
  /** Body of the answer; null if it is no JSON. */
  readonly json: JsonNode | null;
}

export function asksForVersion(method: string, path: string): boolean {
  return method === 'GET' && /^[^?#]*\/diagnostics\/version\/?(?:[?#]|$)/u.test(path);
}

/** The version that the server gave a desktop at `GET …/diagnostics/version`; null if it gave none. */
export function serverVersion({ method, path, status, outcome, json }: Asked): string | null {
  if (!asksForVersion(method, path) || status !== 200 || outcome !== 'complete') return null;
  const version = stringMember(json ?? undefined, 'version')?.trim() ?? '';
  return version === '' || version.length > MAX_VERSION ? null : version;
}

/** Names the recording by the first version that is seen, and tells of others: the server was changed meanwhile. */
export class VersionWatch {
  readonly #onFirst: (version: string) => void;
  readonly #onOther: (message: string) => void;
  readonly #seen = new Set<string>();

  constructor(onFirst: (version: string) => void, onOther: (message: string) => void) {
    this.#onFirst = onFirst;
    this.#onOther = onOther;
  }

  seen(version: string): void {
    if (this.#seen.has(version) || this.#seen.size > MAX_TOLD) return;
    const [first] = this.#seen;
    this.#seen.add(version);
    if (first === undefined) this.#onFirst(version);
    else {
      this.#onOther(
        `the server says that its version is ${version}, and said ${first} before: this recording is of both`,
      );
    }
  }
}
