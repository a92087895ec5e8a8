import { Agent } from 'node:http';
import type { CorrelationRules } from '../../correlate/correlation-rules.js';
import { answerFacts, notificationFacts } from '../../correlate/facts.js';
import { tryParseJson } from '../../json/parse-json.js';
import type { Clock, Instant } from '../../time/clock.js';
import { type IncomingAnswer, type SentRequest, sendRequest } from '../client/send-request.js';
import type { SessionPlan } from '../plan/session-plan.js';
import type { HttpStep, NotificationHappening, Step } from '../plan/step.js';
import type { HappeningAt, StepAt } from '../plan/ties.js';
import { outgoingRequest, type RequestParts } from './outgoing-request.js';
import { type LiveNotification, Outstanding } from './outstanding.js';
import type { ResourcePairs } from './resource-pairs.js';
import { Tab } from './tab.js';

/** What a desktop is told by the others of its copy, and tells them. */
export interface Surroundings {
  readonly clock: Clock;
  readonly rules: CorrelationRules;
  readonly pairs: ResourcePairs;
  /** Milliseconds that something may take longer than recorded. */
  readonly limit: number;
  readonly pace: (recordedMs: number) => number;
  /** Milliseconds since the epoch: when the recording began, and when all began. */
  readonly recordedStart: Instant;
  readonly liveStart: Instant;
  /** The step of another session that brings a happening about; null if it is its own. */
  causeOf(happening: number): StepAt | null;
  /** When a step of any session was done; null if it is not. */
  doneAt(step: StepAt): Instant | null;
  /** What else a step waits for, at other sessions. */
  before(step: number): readonly HappeningAt[];
  /** Calls back once a happening of another session is settled, at once if it is. @returns whether it is */
  onceSettled(at: HappeningAt, callback: () => void): boolean;
  /** References in the live answer to a call of any session; null if it is not answered. */
  referencesOf(call: number): ReadonlySet<string> | null;
  learnReferences(call: number, references: ReadonlySet<string>): void;
  onPerformed(step: Step): void;
  onNotification(): void;
  onSettled(happening: number): void;
  /** A step was not done: what it would have brought about does not come. */
  onSkipped(step: number): void;
  onFailed(waitedFor: string, act: string | null, recorded: number | null, reason: string): void;
  onNotice(message: string): void;
  onFinished(): void;
  /** The recording can't be read, or there is a defect: it can't go on. */
  onCrash(error: unknown): void;
}

/**
 * Plays one recorded session's desktop: performs its steps in recorded order, each once all has come that had come before it in
 * the recording, or was waited for in vain.
 */
export class StandInDesktop {
  readonly #plan: SessionPlan;
  readonly #parts: RequestParts;
  readonly #around: Surroundings;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  readonly #tabs = new Map<number, Tab>();
  readonly #outstanding = new Map<number, Outstanding>();
  /** Of each happening: whether it came, or is not waited for any more. */
  readonly #settled: Uint8Array;
  readonly #givenUp = new Set<number>();
  /** When each step was done; NaN before. */
  readonly #doneAt: Float64Array;
  readonly #sent = new Set<SentRequest>();
  readonly #timers = new Set<() => void>();
  /** All happenings before it are settled. */
  #frontier = 0;
  #frontierAt: Instant;
  #next = 0;
  #sentAt: Instant;
  /** Happenings of others that the next step waits for. */
  #blockers = 0;
  #asked = -1;
  #watching = false;
  #pausing = false;
  #advancing = false;
  #ended = false;
  #finished = false;

  constructor(plan: SessionPlan, parts: RequestParts, around: Surroundings) {
    this.#plan = plan;
    this.#parts = parts;
    this.#around = around;
    this.#settled = new Uint8Array(plan.happenings.length);
    this.#doneAt = new Float64Array(plan.steps.length).fill(Number.NaN);
    this.#frontierAt = around.liveStart;
    this.#sentAt = around.liveStart;
    const byTab = new Map<number, [number, NotificationHappening][]>();
    plan.happenings.forEach((each, index) => {
      if (each.kind !== 'notification') return;
      const known = byTab.get(each.tab);
      if (known) known.push([index, each]);
      else byTab.set(each.tab, [[index, each]]);
    });
    for (const [tab, expected] of byTab) {
      this.#outstanding.set(
        tab,
        new Outstanding(expected, around.pairs, {
          liveValueOf: (recorded) => parts.values.liveValueOf(recorded),
          referencesOf: (call) => around.referencesOf(call),
          isDue: (happening) => this.#readyAt(happening) !== null,
          isGivenUp: (happening) => this.#givenUp.has(happening),
        }),
      );
    }
  }

  isSettled(happening: number): boolean {
    return this.#settled[happening] === 1;
  }

  doneAt(step: number): Instant | null {
    const at = this.#doneAt[step] ?? Number.NaN;
    return Number.isNaN(at) ? null : at;
  }

  /** Does what can be done now. */
  advance(): void {
    if (this.#advancing || this.#ended) return;
    try {
      this.#advance();
    } catch (error) {
      this.#around.onCrash(error);
    }
  }

  #advance(): void {
    this.#advancing = true;
    for (let step = this.#ready(); step !== null; step = this.#ready()) {
      const index = this.#next++;
      this.#sentAt = this.#around.clock.now();
      this.#perform(step, index);
    }
    this.#advancing = false;
    const { steps, happenings } = this.#plan;
    if (this.#next >= steps.length && this.#frontier >= happenings.length) {
      if (!this.#finished) this.#around.onFinished();
      this.#finished = true;
    } else this.#watch();
  }

  /** Something is not waited for: it can't come, and that is nobody's fault. */
  excuse(happening: number): void {
    this.#givenUp.add(happening);
    this.#settle(happening);
  }

  /** Something that is waited for can't come any more. */
  giveUp(happening: number, reason: string): void {
    if (this.#settled[happening] !== 0) return;
    const each = this.#plan.happenings[happening];
    if (each === undefined) return;
    const spare =
      each.kind === 'notification' ? this.#outstanding.get(each.tab)?.takeSpare(happening) : null;
    if (spare != null) {
      this.#came(happening, spare);
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
    if (this.#ended) return;
    this.#ended = true;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    for (const tab of this.#tabs.values()) tab.drop();
    for (const request of this.#sent) request.abort();
    this.#agent.destroy();
  }

  /** The next step, if nothing keeps it; else what keeps it will bring it about. */
  #ready(): Step | null {
    const step = this.#plan.steps[this.#next];
    if (step === undefined || this.#ended || this.#pausing) return null;
    if (this.#frontier < step.awaits) return null;
    if (this.#asked < this.#next) {
      this.#asked = this.#next;
      for (const at of this.#around.before(this.#next)) {
        this.#blockers++;
        const settled = this.#around.onceSettled(at, () => {
          this.#blockers--;
          this.advance();
        });
        if (settled) this.#blockers--;
      }
    }
    if (this.#blockers > 0) return null;
    const wait = this.#due(step) - this.#around.clock.now();
    if (wait <= 0) return step;
    this.#pausing = true;
    this.#after(wait, () => {
      this.#pausing = false;
      this.advance();
    });
    return null;
  }

  /** When a step is performed at the earliest. */
  #due(step: Step): Instant {
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
    if (step.kind === 'http') {
      this.#request(step, index);
      return;
    }
    const tab = this.#tab(step.tab);
    const done = this.#limited(step, index);
    this.#around.onPerformed(step);
    if (step.kind === 'handshake') {
      tab.handshake(step, ({ successful, reason }) => {
        done(successful || !step.successful ? null : `the handshake failed (${reason})`);
        if (!successful && step.successful) this.#closed(step.tab);
      });
    } else {
      // What was refused differs from the recording, which is for others to tell: it was answered.
      tab.perform(step, () => done(null));
    }
  }

  #request(step: HttpStep, index: number): void {
    const { exchange } = step;
    const omitted = exchange.requestBody?.omitted ?? null;
    if (omitted !== null) {
      this.#around.onNotice(`${step.name} is left out: its body was not recorded (${omitted})`);
      this.#skip(step, index);
      return;
    }
    const done = this.#limited(step, index);
    this.#around.onPerformed(step);
    const { url } = this.#parts;
    const request = sendRequest(
      url,
      this.#agent,
      outgoingRequest(exchange, this.#parts),
      (answer) => {
        this.#sent.delete(request);
        if (this.#ended) return;
        if (typeof answer === 'string') {
          done(exchange.outcome === 'complete' ? `there was none (${answer})` : null);
          return;
        }
        try {
          this.#learn(step, answer);
        } catch (error) {
          this.#around.onCrash(error);
        }
        done(null);
      },
    );
    this.#sent.add(request);
  }

  #learn({ exchange }: HttpStep, { status, headers, body }: IncomingAnswer): void {
    const { jar, csrf, values } = this.#parts;
    for (const [name, value] of headers) {
      if (name.toLowerCase() === 'set-cookie') jar.store(value);
    }
    csrf.answered(headers);
    values.answered(exchange, { status, headers, body });
    if (exchange.kind !== 'call') return;
    const text = body === null ? '' : Buffer.from(body).toString('utf8');
    const { reference, references } = answerFacts(tryParseJson(text), this.#around.rules);
    const all = (references ?? []).map((each) => each.reference);
    if (reference !== null) all.push(reference);
    this.#around.learnReferences(exchange.id, new Set(all));
  }

  /** What a step's answer is told to: it comes once, or its time is over. */
  #limited(step: Step, index: number): (failure: string | null) => void {
    const { answer } = step;
    const finish = (failure: string | null): void => {
      if (Number.isNaN(this.#doneAt[index])) this.#doneAt[index] = this.#around.clock.now();
      if (answer !== null && failure === null) this.#settle(answer);
      else if (answer !== null && failure !== null) this.giveUp(answer, failure);
      this.advance();
    };
    if (answer === null) {
      this.#doneAt[index] = this.#around.clock.now();
      return () => {};
    }
    const { limit } = this.#around;
    const cancel = this.#after(limit + step.took, () => finish(late(limit)));
    return (failure) => {
      cancel();
      if (!this.#ended) finish(failure);
    };
  }

  #skip({ answer }: Step, index: number): void {
    this.#doneAt[index] = this.#around.clock.now();
    if (answer !== null) this.excuse(answer);
    this.#around.onSkipped(index);
  }

  #tab(number: number): Tab {
    let tab = this.#tabs.get(number);
    if (tab === undefined) {
      tab = new Tab(this.#parts, this.#agent, (channel, data) => {
        if (this.#ended) return;
        try {
          this.#notified(number, channel, data);
        } catch (error) {
          this.#around.onCrash(error);
        }
      });
      this.#tabs.set(number, tab);
    }
    return tab;
  }

  /** Nothing comes to a tab without a Bayeux session. */
  #closed(tab: number): void {
    this.#plan.happenings.forEach((each, index) => {
      if (each.kind === 'notification' && each.tab === tab) {
        this.giveUp(index, 'its handshake failed');
      }
    });
    this.advance();
  }

  #notified(tab: number, channel: string, data: string | null): void {
    const root = data === null ? null : tryParseJson(data);
    const live = { channel, data, facts: notificationFacts(root, this.#around.rules) };
    const happening = this.#outstanding.get(tab)?.take(live) ?? null;
    this.#around.onNotification();
    if (happening === null) return;
    this.#came(happening, live);
    this.advance();
  }

  #came(happening: number, live: LiveNotification): void {
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
    if (this.#settled[happening] !== 0) return;
    this.#settled[happening] = 1;
    const before = this.#frontier;
    while (this.#settled[this.#frontier] === 1) this.#frontier++;
    if (this.#frontier > before) this.#frontierAt = this.#around.clock.now();
    this.#around.onSettled(happening);
  }

  /** When what brings a happening about was done; null if it was not yet. */
  #readyAt(happening: number): Instant | null {
    const each = this.#plan.happenings[happening];
    if (each?.kind !== 'notification') return null;
    const cause = this.#around.causeOf(happening);
    if (cause !== null) return this.#around.doneAt(cause);
    return each.follows === null ? this.#around.liveStart : this.doneAt(each.follows);
  }

  /** Sees to it that nothing is waited for too long. */
  #watch(): void {
    if (this.#watching || this.#ended) return;
    this.#watching = true;
    const { limit } = this.#around;
    const look = (): void => {
      const now = this.#around.clock.now();
      let soonest = now + limit;
      const wanted = this.#plan.steps[this.#next]?.awaits ?? this.#plan.happenings.length;
      for (let at = this.#frontier; at < wanted; at++) {
        const due = this.#settled[at] === 0 ? this.#deadline(at) : null;
        if (due === null) continue;
        if (due <= now) this.giveUp(at, late(limit));
        else soonest = Math.min(soonest, due);
      }
      this.advance();
      if (this.#finished || this.#ended) this.#watching = false;
      // Not at each of a thousand deadlines that lie side by side.
      else this.#after(Math.max(soonest - now, limit / 20, 1), look);
    };
    this.#after(limit, look);
  }

  /** When a notification is late; null if what brings it about is still to be done. Answers have timers of their own. */
  #deadline(happening: number): Instant | null {
    const each = this.#plan.happenings[happening];
    const ready = this.#readyAt(happening);
    if (each?.kind !== 'notification' || ready === null) return null;
    const own = each.follows === null ? undefined : this.#plan.steps[each.follows];
    const recorded = this.#around.causeOf(happening) === null ? each.at - (own?.at ?? each.at) : 0;
    return ready + Math.max(recorded, 0) + this.#around.limit;
  }

  #after(ms: number, callback: () => void): () => void {
    const cancel = this.#around.clock.after(ms, () => {
      this.#timers.delete(cancel);
      callback();
    });
    this.#timers.add(cancel);
    return () => {
      this.#timers.delete(cancel);
      cancel();
    };
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
