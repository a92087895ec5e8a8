import { matchesChannel } from '../bayeux/channel.js';
import type { BayeuxClient } from './bayeux-server/bayeux-client.js';
import { emptyMemory } from './matching/find-answer.js';
import type { Renewal } from './renewal.js';
import type { Act, Consequence, Script } from './script/script.js';

/** How a reference that the client supplied was named in the recording, and how the live client names it (JSON texts). */
export interface Echo {
  readonly recorded: string;
  readonly live: string;
}

/** What an act has set free, and how far it got. */
export interface Release {
  readonly consequence: Consequence;
  readonly echo: Echo | null;
  state: 'waiting' | 'queued' | 'sent' | 'dropped';
}

/** Puts a released notification into a client's queue. */
export type Deliver = (release: Release, tab: LiveTab, session: LiveSession) => void;

/** One Bayeux session of a live session. */
export interface LiveTab {
  readonly client: BayeuxClient;
  /** Which of the recorded session's Bayeux sessions it plays. */
  readonly tab: number;
  /** Which handshake of the live session made it, counted from 1. */
  readonly handshake: number;
}

/** A desktop that plays its copy of a recorded session: what it has done so far, and what that set free. */
export class LiveSession {
  readonly script: Script;
  /** Null until it is known who it is. */
  user: string | null;
  readonly renewal: Renewal;
  readonly memory = emptyMemory();
  readonly tabs: LiveTab[] = [];
  readonly releases: Release[] = [];
  /** Index of the furthest act performed; -1 at the beginning. */
  furthest = -1;
  handshakes = 0;
  misses = 0;

  readonly #deliver: Deliver;
  /** Indices of the acts that are recognised by their place. */
  readonly #handshakes: readonly number[];
  readonly #subscribes: readonly number[];
  readonly #performed = new Set<number>();

  constructor(script: Script, user: string | null, renewal: Renewal, deliver: Deliver) {
    this.script = script;
    this.user = user;
    this.renewal = renewal;
    this.#deliver = deliver;
    const indicesOf = (kind: Act['kind']): readonly number[] =>
      script.acts.flatMap((act, index) => (act.kind === kind ? [index] : []));
    this.#handshakes = indicesOf('handshake');
    this.#subscribes = indicesOf('subscribe');
    for (const consequence of script.prologue) this.#release(consequence, null);
  }

  hasPerformed(index: number): boolean {
    return this.#performed.has(index);
  }

  /** The desktop has made a recorded call, or published. */
  perform(index: number, echo: Echo | null): void {
    this.#perform(index, echo);
    this.#advance();
  }

  /**
   * The desktop has shaken hands. Its n-th handshake is the n-th recorded one if that has its place
   * here; the first one always is.
   */
  shakeHands(client: BayeuxClient): LiveTab {
    this.handshakes++;
    const index = this.#handshakes[this.handshakes - 1];
    const nth = index === undefined ? undefined : this.script.acts[index];
    const tab = {
      client,
      tab: nth?.kind === 'handshake' ? nth.tab : this.#freeTab(),
      handshake: this.handshakes,
    };
    this.tabs.push(tab);
    if (index !== undefined && (this.handshakes === 1 || index <= this.furthest + 1)) {
      this.#perform(index, null);
    }
    this.#advance();
    this.retry();
    return tab;
  }

  /** The desktop has subscribed or unsubscribed: the first of consecutive ones performs the recorded ones of that place. */
  subscribe(): void {
    this.retry();
    const index = this.#subscribes.find((each) => !this.#performed.has(each));
    const first = index === this.#subscribes[0];
    if (index !== undefined && (first || index <= this.furthest + 1)) this.#perform(index, null);
    this.#advance();
  }

  /** Tries again what waits for a subscription or a Bayeux session. */
  retry(): void {
    for (const each of this.releases) if (each.state === 'waiting') this.#route(each);
  }

  #perform(index: number, echo: Echo | null): void {
    const act = this.script.acts[index];
    if (act === undefined || this.#performed.has(index)) return;
    this.#performed.add(index);
    this.furthest = Math.max(this.furthest, index);
    for (const consequence of act.consequences) this.#release(consequence, echo);
  }

  /**
   * Performs what has its place now and is done already, so that no live act is left to perform it: subscribes to
   * channels that the desktop has subscribed to (with a wildcard, or earlier), handshakes that came earlier.
   */
  #advance(): void {
    for (let index = this.#nextDone(); index !== undefined; index = this.#nextDone()) {
      this.#perform(index, null);
    }
  }

  #nextDone(): number | undefined {
    const open = [...this.#handshakes, ...this.#subscribes].filter(
      (index) => index <= this.furthest + 1 && !this.#performed.has(index),
    );
    return open.sort((a, b) => a - b).find((index) => this.#isDone(index));
  }

  #isDone(index: number): boolean {
    const act = this.script.acts[index];
    if (act?.kind === 'handshake') {
      return this.handshakes > this.#handshakes.indexOf(index);
    }
    if (act?.kind !== 'subscribe' || act.unsubscribed.length > 0) return false;
    return act.subscribed.every((channel) =>
      this.#openTabs().some(({ client }) => covers(client, channel)),
    );
  }

  #release(consequence: Consequence, echo: Echo | null): void {
    const release: Release = { consequence, echo, state: 'waiting' };
    this.releases.push(release);
    this.#route(release);
  }

  /** To its tab; a first delivery to a tab that is not there goes to the first one, a second delivery nowhere. */
  #route(release: Release): void {
    const { tab, second, subscribed, channel } = release.consequence;
    const open = this.#openTabs();
    if (open.length === 0) return;
    const meant = open.filter((each) => each.tab === tab);
    if (meant.length === 0 && second) {
      release.state = 'dropped';
      return;
    }
    const first = Math.min(...open.map((each) => each.tab));
    const takers = (meant.length > 0 ? meant : open.filter((each) => each.tab === first)).filter(
      ({ client }) => !subscribed || covers(client, channel),
    );
    if (takers.length === 0) return;
    release.state = 'queued';
    for (const each of takers) this.#deliver(release, each, this);
  }

  #openTabs(): readonly LiveTab[] {
    return this.tabs.filter(({ client }) => !client.gone);
  }

  /** A Bayeux session that the recording does not have takes the place of one that has ended, else it gets what the first gets. */
  #freeTab(): number {
    const open = new Set(this.#openTabs().map(({ tab }) => tab));
    return this.tabs.map(({ tab }) => tab).find((tab) => !open.has(tab)) ?? 0;
  }
}

function covers(client: BayeuxClient, channel: string): boolean {
  return [...client.subscriptions].some((each) => matchesChannel(each, channel));
}
