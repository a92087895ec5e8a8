import { BoundedMap } from '../correlate/bounded-map.js';

/** ClientIds and cookies whose meaning is remembered, each. */
const MAX_IDENTITIES = 200_000;

/** A session of one recording, or several that are one. */
export interface JoinedSession {
  readonly source: number;
  readonly startedAt: number;
  readonly user: string | null;
}

interface Node {
  readonly source: number;
  startedAt: number;
  user: string | null;
  /** What it was joined to; null if it stands for all that were joined. */
  joinedTo: Node | null;
}

/**
 * Finds out which sessions of different recordings are one desktop's. What a recording says of itself is taken as it is: its
 * exchanges stay together. Sessions of two recordings are one if they share what only one desktop can have:
 *
 * - a clientId that the server knew, which is random;
 * - the value of a session cookie, unless they have different users, for a new user on the same cookies has a session of
 *   his own. Of several sessions that used a cookie it means the one that used it last.
 */
export class SessionJoiner {
  readonly #nodes: Map<number, Node>[] = [];
  readonly #clients = new BoundedMap<string, Node>(MAX_IDENTITIES);
  readonly #cookies = new BoundedMap<string, Node>(MAX_IDENTITIES);
  #joined = 0;

  /** How many sessions were found to be another one, too. */
  get joined(): number {
    return this.#joined;
  }

  /** A session stands in a recording. */
  session(source: number, session: number, startedAt: number): void {
    const node = this.#node(source, session, startedAt);
    node.startedAt = Math.min(node.startedAt, startedAt);
  }

  user(source: number, session: number, user: string): void {
    this.#node(source, session, Number.POSITIVE_INFINITY).user = user;
  }

  /** An exchange of the session was begun or ended; of one that has no row this is all that is known. */
  seen(source: number, session: number, at: number): void {
    this.#node(source, session, at);
  }

  /** The session sent a cookie, or was given it. Told in the order in which it happened, as `client` is. */
  cookie(source: number, session: number, cookie: string): void {
    const node = this.#root(source, session);
    const before = this.#cookies.get(cookie);
    this.#cookies.set(cookie, node);
    if (before === undefined) return;
    const other = rootOf(before);
    if (other === node) return;
    const strangers = other.user !== null && node.user !== null && other.user !== node.user;
    // In one recording its own tracker has told them apart.
    if (!strangers && before.source !== source) this.#join(other, node);
  }

  /**
   * A message of the session named a client.
   *
   * @param confirmed whether the server says by it that it knows the client
   */
  client(source: number, session: number, clientId: string, confirmed: boolean): void {
    const node = this.#root(source, session);
    const before = this.#clients.get(clientId);
    if (before !== undefined) this.#join(rootOf(before), node);
    else if (confirmed) this.#clients.set(clientId, node);
  }

  /** A session that has that client, as source and number in it; null if none is known. */
  sessionOfClient(clientId: string): JoinedSession | null {
    const node = this.#clients.get(clientId);
    return node === undefined ? null : rootOf(node);
  }

  /** What the session is part of: the same object for all that are one. */
  joinedSession(source: number, session: number): JoinedSession {
    return this.#root(source, session);
  }

  /** Each once, in the order of recordings and their numbers. */
  *all(): Generator<JoinedSession> {
    const told = new Set<Node>();
    for (const nodes of this.#nodes) {
      for (const node of nodes.values()) {
        const root = rootOf(node);
        if (told.has(root)) continue;
        told.add(root);
        yield root;
      }
    }
  }

  #root(source: number, session: number): Node {
    return rootOf(this.#node(source, session, Number.POSITIVE_INFINITY));
  }

  #node(source: number, session: number, startedAt: number): Node {
    this.#nodes[source] ??= new Map();
    const known = this.#nodes[source].get(session);
    if (known !== undefined) return known;
    const made = { source, startedAt, user: null, joinedTo: null };
    this.#nodes[source].set(session, made);
    return made;
  }

  /** The one that began first has the last word on what its user is called. */
  #join(one: Node, other: Node): void {
    if (one === other) return;
    const [stays, goes] = one.startedAt <= other.startedAt ? [one, other] : [other, one];
    goes.joinedTo = stays;
    stays.user ??= goes.user;
    this.#joined += 1;
  }
}

function rootOf(node: Node): Node {
  let root = node;
  while (root.joinedTo !== null) root = root.joinedTo;
  for (let each = node; each.joinedTo !== null; ) {
    const next: Node = each.joinedTo;
    each.joinedTo = root;
    each = next === root ? root : next;
  }
  return root;
}
