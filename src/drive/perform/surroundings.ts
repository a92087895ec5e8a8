import type { CorrelationRules } from '../../correlate/correlation-rules.js';
import type { Clock, Instant } from '../../time/clock.js';
import type { Step } from '../plan/step.js';
import type { HappeningAt, StepAt } from '../plan/ties.js';
import type { ResourcePairs } from './resource-pairs.js';

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
  /** Calls back once a happening of another session is settled. @returns false if it is already */
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
