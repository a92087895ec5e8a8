import type { Act, Consequence } from '../../acts/act.js';
import type { RecordedShape } from '../matching/compare-shapes.js';
import type { BayeuxWords } from './bayeux-words.js';
import type { Outages } from './outages.js';

/** What a live desktop can be given of one recorded session: its acts with all that they caused, and its safe requests. */
export interface Script {
  /** Id of the recorded session. */
  readonly session: number;
  readonly user: string | null;
  readonly acts: readonly Act[];
  /** Calls and safe requests that have an answer, by `bookKey`, in recorded order. */
  readonly requests: ReadonlyMap<string, readonly RecordedRequest[]>;
  /** Those without a usable answer: they only serve to explain a miss. */
  readonly unanswered: readonly RecordedRequest[];
  /** What the desktop received before any act of its own, because the recording begins in the middle. */
  readonly prologue: readonly Consequence[];
  /** What other sessions' calls caused here, in recorded order, by exchange id of the call. */
  readonly fromOthers: ReadonlyMap<number, readonly Consequence[]>;
  readonly words: BayeuxWords;
  /** What went wrong; null if nobody asked for it. */
  readonly outages: Outages | null;
}

/** A recorded HTTP request with what decides whether its answer fits. */
export interface RecordedRequest {
  readonly exchange: number;
  readonly call: boolean;
  /** Request target with its query. */
  readonly path: string;
  readonly shape: RecordedShape;
  /** Of a call: the index of its act. Of a safe request: of the latest act before it; -1 if there is none. */
  readonly position: number;
  readonly status: number;
  /** Milliseconds from the request to the end of the answer. */
  readonly latency: number;
  /** Place of the answer's end in wire order. */
  readonly answerSeq: number;
  /** Its answer sets a session cookie, and it carries none. */
  readonly beginsSession: boolean;
  /** Why the recorded answer can't be given; null if it can. */
  readonly unusable: string | null;
}
