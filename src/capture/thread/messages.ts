import type { TextLimits } from '../../bayeux/text-limits.js';
import type { CorrelationRules } from '../../correlate/correlation-rules.js';
import type { Durability } from '../../recording/durability.js';
import type { GapNews } from '../../recording/gap-news.js';
import type { WriterSummary } from '../../recording/writer.js';
import type { RedactRules } from '../../redact/redact-rules.js';
import type { KeepOptions } from '../keep/keep.js';
import type { RecorderReport } from '../recorder-report.js';

/** What a recorder in its thread is made of: data that can be cloned. */
export interface RecorderSettings {
  /** The first file of the series. */
  readonly file: string;
  /** Names the series in each of its files. */
  readonly series: string;
  /** Whether there are to be further files from the start; else only if one is asked for. */
  readonly rotates: boolean;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** What is known of the recording as a whole, such as `label` and `target`. */
  readonly facts: Readonly<Record<string, string>>;
  readonly durability: Durability;
  /** Key of the pseudonyms. */
  readonly key: Uint8Array;
  /** What is secret besides the usual. */
  readonly redact: RedactRules;
  /** Bytes of a body that are kept and inspected at most. */
  readonly maxBody: number;
  /** Bayeux messages in one batch; a larger one is not taken apart. */
  readonly maxBatch: number;
  readonly textLimits: TextLimits;
  readonly rules?: CorrelationRules;
  readonly keep: KeepOptions;
  /** Name the recording by the server's version, once a desktop has asked for it. */
  readonly labelByVersion: boolean;
  /** The server's origin; a desktop to which it is named goes round the recorder. */
  readonly watchedOrigin?: string;
}

/** What the recorder's thread is started with. */
export interface RecorderOrders extends RecorderSettings {
  /** See `CommitClock`. */
  readonly commits: SharedArrayBuffer;
}

/** What the relay's thread says to the recorder's. */
export type ToRecorder =
  | { readonly type: 'log'; readonly log: Uint8Array<ArrayBuffer> }
  /** Go on in a new file. */
  | { readonly type: 'rotate'; readonly at: number }
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
      /** Its lists, once they are long, come only now and then. */
      readonly report: Pick<RecorderReport, 'counts'> & Partial<RecorderReport>;
      /** Bytes that the file has once its log is folded in. */
      readonly bytes: number;
    }
  /** It goes on in this file; all that came before the order is in the one before. */
  | { readonly type: 'rotated'; readonly file: string }
  /** It goes on in the file that it has. */
  | { readonly type: 'not-rotated'; readonly message: string }
  /** Something can't be recorded. */
  | { readonly type: 'trouble'; readonly message: string }
  /** What the operator should know, though nothing is missing. */
  | { readonly type: 'notice'; readonly message: string }
  | { readonly type: 'gap'; readonly gap: GapNews }
  | { readonly type: 'closed'; readonly summary: WriterSummary; readonly report: RecorderReport }
  | { readonly type: 'discarded' };
