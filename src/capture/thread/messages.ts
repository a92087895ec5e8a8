import type { CorrelationRules } from '../../correlate/correlation-rules.js';
import type { Durability } from '../../recording/create-recording.js';
import type { WriterSummary } from '../../recording/writer.js';
import type { RecorderCounts } from '../recorder.js';

/** What a recorder in its thread is made of: data that can be cloned. */
export interface RecorderSettings {
  readonly file: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** What is known of the recording as a whole, such as `label` and `target`. */
  readonly facts: Readonly<Record<string, string>>;
  readonly durability: Durability;
  /** Key of the pseudonyms. */
  readonly key: Uint8Array;
  /** Bytes of a body that are kept and inspected at most. */
  readonly maxBody: number;
  readonly rules?: CorrelationRules;
}

/** What the relay's thread says to the recorder's. */
export type ToRecorder =
  | { readonly type: 'log'; readonly log: Uint8Array<ArrayBuffer> }
  /** Nothing more comes: close the file. */
  | { readonly type: 'close'; readonly at: number }
  /** The start failed elsewhere: remove the file. */
  | { readonly type: 'discard' };

/** What the recorder's thread says to the relay's. */
export type FromRecorder =
  | { readonly type: 'ready' }
  /** The file can't be made. */
  | { readonly type: 'failed'; readonly message: string }
  /** The oldest `logs` of those that were sent are committed, or known to lie in a gap. */
  | {
      readonly type: 'committed';
      readonly logs: number;
      readonly counts: RecorderCounts;
    }
  /** Something can't be recorded. */
  | { readonly type: 'trouble'; readonly message: string }
  | { readonly type: 'closed'; readonly summary: WriterSummary; readonly counts: RecorderCounts }
  | { readonly type: 'discarded' };
