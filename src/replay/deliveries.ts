import type { Consequence } from '../acts/act.js';
import { isCovered } from '../bayeux/channel.js';
import type { Echo } from './echo.js';
import type { Fate } from './faults/fate.js';
import type { LiveCall } from './observe/live-call.js';
import { type LiveTab, Release } from './release.js';

/** Bayeux sessions of one live session that are remembered: desktops reload without saying good-bye. */
const mostTabs = 100;

/** What was sent is remembered up to here, for calls can be repeated for ever. */
const mostReleases = 10_000;

/** Puts a released notification into a client's queue. */
export type Deliver = (release: Release, tab: LiveTab) => void;

/** The Bayeux sessions of a live session, and what they have got or have yet to get. */
export class Deliveries {
  readonly tabs: LiveTab[] = [];
  readonly releases: Release[] = [];
  /** Which of the Bayeux sessions a fault let expire, and have yet to come back. */
  readonly away: number[] = [];
  #room = mostReleases;
  #released = 0;
  readonly #deliver: Deliver;
  /** Those of the releases that wait. */
  readonly #waiting = new Set<Release>();
  readonly #witness: (release: Release) => void;

  /** @param witness told of all that is set free or pushed */
  constructor(deliver: Deliver, witness: (release: Release) => void = () => {}) {
    this.#deliver = deliver;
    this.#witness = witness;
  }

  /** Notes what an act has set free; it has yet to be sent. */
  add(
    consequence: Consequence,
    echoes: readonly Echo[],
    state: Release['state'],
    cause: LiveCall | null = null,
  ): Release {
    return this.#note(new Release(this.#released++, consequence, state, echoes, cause));
  }

  /** Sends what was not recorded, to each Bayeux session that is subscribed, after what was queued before. */
  push(channel: string, data: string): void {
    const place = this.#released++;
    this.send(this.#note(new Release(place, unrecorded(channel), 'waiting', [], null, data)));
  }

  #note(release: Release): Release {
    if (this.releases.length >= this.#room) this.#forgetSent();
    this.releases.push(release);
    this.#witness(release);
    return release;
  }

  #forgetSent(): void {
    const open = this.releases.filter(({ state }) => state !== 'sent');
    this.releases.splice(0, this.releases.length, ...open);
    // If next to nothing could be forgotten, it is not tried again with each that comes.
    this.#room = Math.max(mostReleases, 2 * open.length);
  }

  /** To its tab; a first delivery to a tab that is not there goes to the first one, a second delivery nowhere. */
  send(release: Release): void {
    if (release.fate !== null && !this.#survives(release, release.fate)) return;
    release.state = 'waiting';
    if (!this.#goesOut(release)) this.#waiting.add(release);
  }

  /** What comes late has its place among what came before it. */
  #survives(release: Release, { dropped, late, behind }: Fate): boolean {
    if (dropped) release.fail('dropped by a fault');
    const isFirst = release.state === 'awaits-time';
    if (isFirst && (late !== null || behind !== null)) release.place = this.#released++;
    return !dropped;
  }

  /** False if it waits for a subscription or a Bayeux session. */
  #goesOut(release: Release): boolean {
    const { tab, second, subscribed, channel } = release.consequence;
    const open = this.openTabs();
    if (open.length === 0) return false;
    const meant = release.pushed === null ? open.filter((each) => each.tab === tab) : [...open];
    // It comes back.
    if (meant.length === 0 && this.away.includes(tab)) return false;
    if (meant.length === 0 && second) {
      release.state = 'dropped';
      return true;
    }
    const first = Math.min(...open.map((each) => each.tab));
    const takers = (meant.length > 0 ? meant : open.filter((each) => each.tab === first)).filter(
      ({ client }) => !subscribed || isCovered(channel, client.subscriptions),
    );
    if (takers.length === 0) return false;
    release.state = 'queued';
    try {
      for (const each of takers) this.#deliver(release, each);
    } catch (error) {
      // A damaged recording must not disturb who made the call.
      release.fail(error instanceof Error ? error.message : String(error));
    }
    return true;
  }

  /** What did not come to a Bayeux session that has expired waits for the next one, unless another has it. */
  takeBack(release: Release): void {
    if (release.takers > 0 || !(release.state === 'queued' || release.state === 'sent')) return;
    release.state = 'waiting';
    this.#waiting.add(release);
  }

  /** Tries again what waits for a subscription or a Bayeux session. */
  retry(): void {
    if (this.#waiting.size === 0) return;
    const inOrder = [...this.#waiting].sort((a, b) => a.place - b.place);
    this.#waiting.clear();
    for (const each of inOrder) if (each.state === 'waiting') this.send(each);
  }

  /** Whether one of the Bayeux sessions is subscribed to a channel. */
  covers(channel: string): boolean {
    return this.openTabs().some(({ client }) => isCovered(channel, client.subscriptions));
  }

  /** A new Bayeux session; beyond a number the ones that are gone, else idle, else oldest give way, and are returned. */
  open(tab: LiveTab): readonly LiveTab[] {
    this.tabs.push(tab);
    const left: LiveTab[] = [];
    while (this.tabs.length > mostTabs) {
      const gone = this.tabs.findIndex(({ client }) => client.gone);
      const idle = this.tabs.findIndex(({ client }) => !client.isReachable);
      const [leaves] = this.tabs.splice(Math.max(gone < 0 ? idle : gone, 0), 1);
      if (leaves === undefined) break;
      leaves.client.gone = true;
      leaves.client.held?.release();
      left.push(leaves);
    }
    return left;
  }

  openTabs(): readonly LiveTab[] {
    return this.tabs.filter(({ client }) => !client.gone);
  }

  /** A Bayeux session that the recording does not have takes the place of one that has ended, else it gets what the first gets. */
  freeTab(): number {
    const open = new Set(this.openTabs().map(({ tab }) => tab));
    return this.tabs.map(({ tab }) => tab).find((tab) => !open.has(tab)) ?? 0;
  }
}

/** What is pushed as if an act had caused it. */
function unrecorded(channel: string): Consequence {
  return {
    notification: 0,
    seq: 0,
    channel,
    tab: 0,
    second: false,
    subscribed: true,
    offset: 0,
    foreign: null,
  };
}
