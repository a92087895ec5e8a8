import type { Act, Consequence } from '../acts/act.js';
import type { BayeuxClient } from './bayeux-server/bayeux-client.js';
import { type Deliver, Deliveries } from './deliveries.js';
import type { Echo } from './echo.js';
import type { Ensemble } from './ensemble.js';
import { HeldBack } from './faults/held-back.js';
import type { LiveFaults } from './faults/live-faults.js';
import { IndexSet } from './index-set.js';
import { emptyMemory } from './matching/find-answer.js';
import type { LiveCall } from './observe/live-call.js';
import type { LiveTab, Release } from './release.js';
import type { Renewal } from './renewal.js';
import { actPlaces } from './script/act-places.js';
import type { Script } from './script/script.js';
import type { Timeline } from './timeline.js';

/** How a live session plays. */
export interface Manner {
  readonly renewal: Renewal;
  readonly time: Timeline;
  /** The others that it plays together with; null if everyone plays alone. */
  readonly ensemble: Ensemble | null;
  readonly deliver: (session: LiveSession) => Deliver;
  /** Told of all that the live session's acts set free. */
  readonly witness?: (session: LiveSession) => (release: Release) => void;
  /** What is done more often than it was recorded is answered as the last time; by default it is not answered. */
  readonly repeats?: boolean;
  /** What goes wrong on purpose; null: nothing. */
  readonly faults?: (session: LiveSession) => LiveFaults | null;
}

/** The answer that an act is given, as one of the things that follow it. */
export interface Reply {
  /** Place in wire order. */
  readonly seq: number;
  /** Milliseconds after the act. */
  readonly offset: number;
  readonly give: () => void;
}

/** A desktop that plays its copy of a recorded session: what it has done so far, and what that set free. */
export class LiveSession {
  readonly script: Script;
  /** Which live session of its script it is, counted from 1. */
  readonly copy: number;
  /** Null until it is known who it is. */
  user: string | null;
  /** Somebody chose that it plays this, whoever it turns out to be. */
  chosen = false;
  readonly renewal: Renewal;
  readonly memory = emptyMemory();
  readonly deliveries: Deliveries;
  /** What is done more often than it was recorded is answered as the last time. */
  readonly repeats: boolean;
  /** Index of the furthest act performed; -1 at the beginning. */
  furthest = -1;
  handshakes = 0;
  /** Handshakes that began something, and did not go on with what a fault let expire. */
  #arrivals = 0;
  misses = 0;
  /** What goes wrong on purpose; null: nothing. */
  faults: LiveFaults | null = null;
  /** The answer that lets its desktop in was kept from it: who comes with the same Authorization is the same desktop. */
  comesAgain = false;

  readonly #time: Timeline;
  readonly #ensemble: Ensemble | null;
  readonly #performed = new IndexSet();
  /** Acts recognised by their place that have their place now, but are not done yet. */
  #open: number[] = [];
  /** How many of those recognised by their place have had it. */
  #placed = 0;
  /** What comes late, or out of order. */
  #heldBack: HeldBack | null = null;
  /** How many acts at the beginning of a list were performed. */
  readonly #performedOf = new Map<readonly number[], number>();

  constructor(script: Script, copy: number, user: string | null, manner: Manner) {
    this.script = script;
    this.copy = copy;
    this.user = user;
    this.renewal = manner.renewal;
    this.repeats = manner.repeats ?? false;
    this.faults = manner.faults?.(this) ?? null;
    this.deliveries = new Deliveries(manner.deliver(this), manner.witness?.(this));
    this.#time = manner.time;
    this.#ensemble = manner.ensemble;
    this.#ensemble?.join(this);
    this.#release(script.prologue, -1, []);
    this.#later();
  }

  /** The first act of a list (indices of acts, in order) that was not performed yet. */
  firstOpen(list: readonly number[]): number | undefined {
    const before = this.#performedOf.get(list) ?? 0;
    let at = before;
    while (at < list.length && this.#performed.has(list[at] ?? -1)) at++;
    if (at > before) this.#performedOf.set(list, at);
    return list[at];
  }

  /**
   * The desktop has made a recorded call, or published.
   *
   * @param reply given at its recorded place; where nothing waits, after all that the act causes is queued
   * @param cause the live call, for whoever looks on
   */
  perform(
    index: number,
    echoes: readonly Echo[],
    reply: Reply | null = null,
    cause: LiveCall | null = null,
  ): void {
    const last = this.#time.instant ? reply : null;
    this.#perform(index, echoes, last === null ? reply : null, cause);
    this.#advance();
    last?.give();
    this.#later();
  }

  /**
   * The desktop has shaken hands. Its n-th handshake is the n-th recorded one if that has its place
   * here; the first one always is.
   *
   * @returns the new Bayeux session, and those that had to give way to it
   */
  shakeHands(client: BayeuxClient): { readonly tab: LiveTab; readonly left: readonly LiveTab[] } {
    this.handshakes++;
    const back = this.deliveries.away.shift();
    if (back === undefined) this.#arrivals++;
    const index =
      back === undefined ? actPlaces(this.script).handshakes[this.#arrivals - 1] : undefined;
    const nth = index === undefined ? undefined : this.script.acts[index];
    const tab = {
      client,
      tab: back ?? (nth?.kind === 'handshake' ? nth.tab : this.deliveries.freeTab()),
      handshake: this.handshakes,
    };
    const left = this.deliveries.open(tab);
    if (index !== undefined && (this.#arrivals === 1 || index <= this.furthest + 1)) {
      this.#perform(index);
    }
    this.#advance(true);
    this.deliveries.retry();
    this.#later();
    return { tab, left };
  }

  /** The desktop has subscribed or unsubscribed: the first of consecutive ones performs the recorded ones of that place. */
  subscribe(): void {
    this.deliveries.retry();
    const { subscribes } = actPlaces(this.script);
    const index = this.firstOpen(subscribes);
    const first = index === subscribes[0];
    if (index !== undefined && (first || index <= this.furthest + 1)) this.#perform(index);
    this.#advance(true);
    this.#later();
  }

  #perform(
    index: number,
    echoes: readonly Echo[] = [],
    reply: Reply | null = null,
    cause: LiveCall | null = null,
  ): void {
    const act = this.script.acts[index];
    const again = act === undefined || this.#performed.has(index);
    this.#performed.add(index);
    this.furthest = Math.max(this.furthest, index);
    if (act?.kind === 'call' && !again) this.#ensemble?.made(this, act.exchange, echoes, cause);
    if (again) this.#release(this.#causedAgain(act), null, echoes, reply, cause);
    else this.#release(act.consequences, index, echoes, reply, cause);
    if (!again) this.faults?.performed(index);
  }

  /** What an act causes that is performed once more: what its desktop got, but not what another's call sent there. */
  #causedAgain(act: Act | undefined): readonly Consequence[] {
    if (!this.repeats || (act?.kind !== 'call' && act?.kind !== 'publish')) return [];
    return this.#ensemble === null
      ? act.consequences
      : act.consequences.filter(({ foreign }) => foreign === null);
  }

  /**
   * Lets all happen that follows an act, each thing after those before it.
   *
   * @param act its index; null if nothing can go wrong with it, since it is performed once more
   */
  #release(
    consequences: readonly Consequence[],
    act: number | null,
    echoes: readonly Echo[],
    reply: Reply | null = null,
    cause: LiveCall | null = null,
  ): void {
    if (consequences.length === 0 && reply === null && this.#heldBack === null) return;
    const start = this.#time.now();
    const sequence = this.#time.sequence();
    let isDue = reply;
    const giveReply = (): void => {
      if (isDue !== null) sequence.add(this.#time.at(start, isDue.offset), isDue.give, true);
      isDue = null;
    };
    const faults = act === null ? null : this.faults;
    const held = act === null ? null : this.#heldBack;
    for (const each of faults?.inOrder(consequences) ?? consequences) {
      if (isDue !== null && isDue.seq < each.seq) giveReply();
      const ensembled = this.#ensemble !== null && each.foreign !== null;
      const release = this.deliveries.add(each, echoes, 'awaits-time', ensembled ? null : cause);
      const send = (): void => this.deliveries.send(release);
      release.fate = faults?.fate(each, act ?? -1) ?? null;
      if (ensembled) {
        // It does not overtake what this act released before it, nor wait for a time of its own.
        sequence.add(start, () => this.#ensemble?.expect(this, release));
      } else {
        const at = this.#time.at(start, each.offset);
        if (release.fate === null) sequence.add(at, send);
        else this.#hold().add(release.fate, { at, send, sequence });
        for (const more of held?.behind(act ?? -1) ?? []) sequence.add(at, more);
      }
    }
    giveReply();
    if (this.#heldBack === null || act === null) return;
    this.#heldBack.caused(act);
    // In no time at all the answer is given elsewhere, before them.
    if (this.#time.instant) return;
    for (const each of this.#heldBack.takeLast()) sequence.add(start, each);
  }

  #hold(): HeldBack {
    this.#heldBack ??= new HeldBack(this.#time, (act) => this.#performed.has(act));
    return this.#heldBack;
  }

  /** What comes last of an act, after its answer. */
  #later(): void {
    if (this.#heldBack === null) return;
    for (const each of this.#heldBack.takeLast()) each();
  }

  /**
   * Performs what has its place now and is done already, so that no live act is left to perform it: subscribes to
   * channels that the desktop has subscribed to (with a wildcard, or earlier), handshakes that came earlier.
   *
   * @param changed a handshake or a subscription has come, so that more may be done than before
   */
  #advance(changed = false): void {
    if (changed) {
      const open = this.#open;
      this.#open = [];
      for (const index of open) this.#tryOut(index);
    }
    const { placed } = actPlaces(this.script);
    for (;;) {
      const index = placed[this.#placed];
      if (index === undefined || index > this.furthest + 1) return;
      this.#placed++;
      this.#tryOut(index);
    }
  }

  #tryOut(index: number): void {
    if (this.#performed.has(index)) return;
    if (this.#isDone(index)) this.#perform(index);
    else this.#open.push(index);
  }

  #isDone(index: number): boolean {
    const act = this.script.acts[index];
    if (act?.kind === 'handshake') {
      return this.#arrivals > actPlaces(this.script).handshakes.indexOf(index);
    }
    if (act?.kind !== 'subscribe' || act.unsubscribed.length > 0) return false;
    return act.subscribed.every((channel) => this.deliveries.covers(channel));
  }
}
