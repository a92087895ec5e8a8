import type { Instant } from '../../time/clock.js';
import type { SessionPlan } from '../plan/session-plan.js';
import type { HandshakeStep, NotificationHappening, Step } from '../plan/step.js';
import { heardBy } from './deaf-times.js';
import { DueTimes } from './due-times.js';
import { notificationsByTab } from './notifications-by-tab.js';
import type { RequestParts } from './outgoing-request.js';
import { type LiveNotification, Outstanding } from './outstanding.js';
import { Performer } from './performer.js';
import type { Surroundings } from './surroundings.js';
import { Timers } from './timers.js';
import { WhatCame } from './what-came.js';

/**
 * Plays one recorded session's desktop: performs its steps in recorded order, each once all has come that had come before it in
 * the recording, or was waited for in vain.
 */
export class StandInDesktop {
  readonly #plan: SessionPlan;
  readonly #parts: RequestParts;
  readonly #around: Surroundings;
  readonly #performer: Performer;
  readonly #timers: Timers;
  readonly #came: WhatCame;
  readonly #due: DueTimes;
  /** By tab. */
  readonly #outstanding = new Map<number, Outstanding>();
  readonly #givenUp = new Set<number>();
  /** When each step was done; NaN before. */
  readonly #doneAt: Float64Array;
  /** Index of the next step, and of the latest that asked what other sessions must have been given before. */
  #next = 0;
  #asked = -1;
  /** When the last step was begun, and when the last thing came that a step waited for. */
  #sentAt: Instant;
  #frontierAt: Instant;
  /** Happenings of others that the next step waits for. */
  #blockers = 0;
  #state: 'idle' | 'advancing' | 'pausing' | 'finished' | 'ended' = 'idle';
  #watching = false;

  constructor(plan: SessionPlan, parts: RequestParts, around: Surroundings) {
    this.#plan = plan;
    this.#parts = parts;
    this.#around = around;
    this.#timers = new Timers(around.clock, around.onCrash);
    this.#came = new WhatCame(plan.happenings.length);
    this.#doneAt = new Float64Array(plan.steps.length).fill(Number.NaN);
    this.#frontierAt = around.liveStart;
    this.#sentAt = around.liveStart;
    this.#performer = new Performer(parts, around.rules, {
      onNotification: (tab, live) => this.#notified(tab, live),
      onReferences: (call, references) => around.learnReferences(call, references),
      onCrash: (error) => around.onCrash(error),
    });
    this.#due = new DueTimes(plan, around, (step) => this.doneAt(step));
    for (const [tab, expected] of notificationsByTab(plan)) {
      this.#outstanding.set(
        tab,
        new Outstanding(expected, around.pairs, {
          liveValueOf: (recorded) => parts.values.liveValueOf(recorded),
          referencesOf: (call) => around.referencesOf(call),
          isDue: (happening) => this.#due.readyAt(happening) !== null,
          isGivenUp: (happening) => this.#givenUp.has(happening),
        }),
      );
    }
  }

  isSettled(happening: number): boolean {
    return this.#came.isSettled(happening);
  }

  doneAt(step: number): Instant | null {
    const at = this.#doneAt[step] ?? Number.NaN;
    return Number.isNaN(at) ? null : at;
  }

  /** Does what can be done now. */
  advance(): void {
    if (this.#state !== 'idle') return;
    this.#state = 'advancing';
    try {
      for (let step = this.#ready(); step !== null; step = this.#ready()) {
        const index = this.#next++;
        this.#sentAt = this.#around.clock.now();
        this.#perform(step, index);
      }
    } catch (error) {
      this.#around.onCrash(error);
    }
    // It may have been ended, or begun to pause, meanwhile.
    if (this.#state === 'advancing') this.#state = 'idle';
    if (this.#state === 'idle' && this.#next >= this.#plan.steps.length && this.#came.isAll) {
      this.#state = 'finished';
      this.#around.onFinished();
    } else this.#watch();
  }

  /** Something is not waited for: it can't come, and that is nobody's fault. */
  excuse(happening: number): void {
    this.#givenUp.add(happening);
    this.#settle(happening);
  }

  /** Something that is waited for can't come any more. */
  giveUp(happening: number, reason: string): void {
    const each = this.#plan.happenings[happening];
    if (each === undefined || this.#came.isSettled(happening)) return;
    const spare =
      each.kind === 'notification' ? this.#outstanding.get(each.tab)?.takeSpare(happening) : null;
    if (spare != null) {
      this.#took(happening, spare);
      return;
    }
    this.#givenUp.add(happening);
    const act = this.#plan.steps[this.#next]?.name ?? null;
    if (each.kind === 'answer') {
      const step = this.#plan.steps[each.step];
      const recorded = step?.kind === 'http' ? step.exchange.id : null;
      this.#around.onFailed(`the answer to ${step?.name}`, act, recorded, reason);
    } else this.#around.onFailed(describe(each), act, each.received.row.id, reason);
    this.#settle(happening);
  }

  /** Lets everything go; nothing is performed any more. */
  end(): void {
    this.#state = 'ended';
    this.#timers.end();
    this.#performer.end();
  }

  /** The next step, if nothing keeps it; else what keeps it will bring it about. */
  #ready(): Step | null {
    const step = this.#plan.steps[this.#next];
    if (step === undefined || this.#state !== 'advancing') return null;
    if (this.#came.frontier < step.awaits) return null;
    if (this.#asked < this.#next) {
      this.#asked = this.#next;
      for (const at of this.#around.before(this.#next)) {
        const isAwaited = this.#around.onceSettled(at, () => {
          this.#blockers--;
          this.advance();
        });
        if (isAwaited) this.#blockers++;
      }
    }
    if (this.#blockers > 0) return null;
    const wait = this.#earliest(step) - this.#around.clock.now();
    if (wait <= 0) return step;
    this.#state = 'pausing';
    this.#timers.after(wait, () => {
      if (this.#state === 'pausing') this.#state = 'idle';
      this.advance();
    });
    return null;
  }

  /** When a step is performed at the earliest. */
  #earliest(step: Step): Instant {
    const { pace, recordedStart, liveStart } = this.#around;
    const before = this.#plan.steps[this.#next - 1];
    const latest = this.#plan.happenings[step.awaits - 1];
    const afterStep =
      before === undefined
        ? liveStart + pace(step.at - recordedStart)
        : this.#sentAt + pace(step.at - before.at);
    return latest === undefined
      ? afterStep
      : Math.max(afterStep, this.#frontierAt + pace(step.at - latest.at));
  }

  #perform(step: Step, index: number): void {
    const omitted = step.kind === 'http' ? (step.exchange.requestBody?.omitted ?? null) : null;
    if (omitted !== null) {
      this.#around.onNotice(`${step.name} is left out: its body was not recorded (${omitted})`);
      this.#doneAt[index] = this.#around.clock.now();
      if (step.answer !== null) this.excuse(step.answer);
      this.#around.onSkipped(index);
      return;
    }
    this.#around.onPerformed(step);
    this.#performer.perform(step, this.#answering(step, index));
  }

  /** What a step's answer is told to: it comes once, or its time is over. */
  #answering(step: Step, index: number): (failure: string | null) => void {
    const { answer, took } = step;
    const done = (): void => {
      if (Number.isNaN(this.#doneAt[index])) this.#doneAt[index] = this.#around.clock.now();
    };
    if (answer === null) {
      done();
      return () => {};
    }
    const finish = (failure: string | null): void => {
      done();
      if (failure === null) this.#settle(answer);
      else if (step.kind === 'handshake') this.#closed(step, answer, failure);
      else this.giveUp(answer, failure);
      this.advance();
    };
    const { limit } = this.#around;
    const cancel = this.#timers.after(limit + took, () => finish(late(limit)));
    return (failure) => {
      cancel();
      finish(failure);
    };
  }

  /** Nothing comes to a tab without a Bayeux session: that is told once, and none of it is waited for. */
  #closed(handshake: HandshakeStep, answer: number, failure: string): void {
    if (this.#came.isSettled(answer)) return;
    this.#performer.close(handshake.tab);
    const left = heardBy(this.#plan, handshake).filter((each) => !this.#came.isSettled(each));
    const them = left.length === 1 ? '1 notification is' : `${left.length} notifications are`;
    this.giveUp(answer, left.length === 0 ? failure : `${failure}, so ${them} not waited for`);
    for (const each of left) this.excuse(each);
  }

  #notified(tab: number, live: LiveNotification): void {
    this.#around.onNotification();
    const happening = this.#outstanding.get(tab)?.take(live) ?? null;
    if (happening === null) return;
    this.#took(happening, live);
    this.advance();
  }

  /** A live notification took the place of a recorded one. */
  #took(happening: number, live: LiveNotification): void {
    const recorded = this.#plan.happenings[happening];
    if (recorded?.kind !== 'notification') return;
    const { resource } = recorded.facts;
    if (resource !== null && live.facts.resource !== null) {
      this.#around.pairs.pair(resource, live.facts.resource);
    }
    this.#parts.values.notified(recorded.received.row, live.data);
    this.#settle(happening);
  }

  #settle(happening: number): void {
    const before = this.#came.frontier;
    if (!this.#came.settle(happening)) return;
    if (this.#came.frontier > before) this.#frontierAt = this.#around.clock.now();
    this.#around.onSettled(happening);
  }

  /** Sees to it that no notification is waited for too long; answers have timers of their own. */
  #watch(): void {
    if (this.#watching || this.#state === 'ended') return;
    this.#watching = true;
    const { limit, clock } = this.#around;
    const look = (): void => {
      const now = clock.now();
      let soonest = now + limit;
      const wanted = this.#plan.steps[this.#next]?.awaits ?? this.#plan.happenings.length;
      for (let at = this.#came.frontier; at < wanted; at++) {
        const due = this.#came.isSettled(at) ? null : this.#due.deadline(at);
        if (due === null) continue;
        if (due <= now) this.giveUp(at, late(limit));
        else soonest = Math.min(soonest, due);
      }
      this.advance();
      if (this.#state === 'finished' || this.#state === 'ended') this.#watching = false;
      // Not at each of a thousand deadlines that lie side by side.
      else this.#timers.after(Math.max(soonest - now, limit / 20, 1), look);
    };
    this.#timers.after(limit, look);
  }
}

function late(limit: number): string {
  return `it did not come within ${limit} ms`;
}

function describe({ facts, received }: NotificationHappening): string {
  const { messageType, notificationType, resource } = facts;
  const what = [messageType ?? notificationType ?? 'a notification', resource?.state, resource?.id];
  return `${what.filter(Boolean).join(' ')} on ${received.channel}`;
}
