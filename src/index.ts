// What is returned can be used with `await using`; whoever compiles against it need not ask for these types.
/// <reference lib="esnext.disposable" preserve="true" />

/** The public library: the same verbs and options as the command line. */

// The guarded door
export type { Admin, AdminOptions } from './admin/admin-options.js';
// Recording
export { type Limit, type LimitOptions, recordLimits } from './capture/limit-options.js';
export {
  type RecordingProxy,
  type RecordOptions,
  type RecordSummary,
  record,
} from './capture/record.js';
export type { RecorderCounts } from './capture/recorder-report.js';
export type { RecorderStatus } from './capture/recorder-status.js';
export type { OriginOptions } from './capture/rewrite/origin-options.js';
export type { Rotated, RotateOptions } from './capture/series/rotate-options.js';
export { pemFromFile } from './capture/tls/pem-from-file.js';
export type { TlsOptions } from './capture/tls/tls-options.js';
export type {
  BrokenRenaming,
  ComparedCounts,
  ComparedRecording,
  Difference,
  DifferenceKind,
  DiffResult,
  IgnoredCount,
  IgnoredDifference,
  RecordingLacks,
  Subject,
  SubjectIds,
  TimelineEvent,
  Timelines,
} from './diff/difference.js';
export { noiseFile } from './diff/noise/write-noise.js';
// Comparing
export { type DiffOptions, diff } from './diff.js';
// Looking ahead
export type { Check, CheckName, CheckStatus, Examination } from './doctor/check.js';
export { examine } from './doctor/examine.js';
export type { ExamineOptions } from './doctor/examine-options.js';
// Driving
export { type Account, type Accounts, loadAccounts } from './drive/credentials/credentials.js';
export { drive, explainFlow } from './drive/drive.js';
export type { DriveOptions } from './drive/drive-options.js';
export type { DriveProgress, Share } from './drive/drive-progress.js';
export type { DriveSummary } from './drive/drive-summary.js';
export type { FailedWait } from './drive/perform/failed-wait.js';
export type { DriveTiming } from './drive/perform/pace.js';
export type { AmbiguousValue, FollowedValue, ValueFlow } from './drive/values/flow.js';
export type { FlowDecision, FlowDecisions } from './drive/values/flow-decisions.js';
export type { LiveConflict } from './drive/values/lesson-book.js';
export { loadDecisions } from './drive/values/load-decisions.js';
// Errors
export {
  AddressError,
  type ExitStatus,
  RecordingError,
  UnderstudyError,
  UsageError,
  WaitError,
} from './errors.js';
// Exporting
export {
  EXPORT_FORMATS,
  type Exported,
  type ExportFormat,
  type ExportOptions,
  exportRecording,
} from './export-recording.js';
// Extracting
export type { Extracted, ExtractFilter, ExtractOptions, Kept } from './extract/extract-options.js';
export { extractRecording } from './extract/extract-recording.js';
// Importing
export { type ImportOptions, importRecording } from './import-recording.js';
// Learning
export { learnInto, mustTakeRules } from './learn-into.js';
export { type ListenAddress, parseListenAddress } from './listen-address.js';
// Merging
export { type AsOne, type AsOneOptions, asOne } from './merge/as-one.js';
export { type Merged, type MergeOptions, mergeRecordings } from './merge/merge-recordings.js';
export { recordingsNamed } from './merge/recordings-named.js';
// Names
export { meantInstead, nearestName } from './nearest-name.js';
export type { Durability } from './recording/durability.js';
export type { ImportSummary } from './recording/import-summary.js';
// Reading
export { openRecording } from './recording/open-recording.js';
export type {
  RecordedExchange,
  RecordedMessage,
  RecordedSession,
  Recording,
  RecordingInfo,
} from './recording/reader.js';
export { type OpenExchange, type Verification, verifyRecording } from './recording/verify.js';
export { keyFromFile } from './redact/key-file.js';
export type { RedactOptions } from './redact/redact-options.js';
export { REDACT_PRESETS, type RedactPreset, type RedactRules } from './redact/redact-rules.js';
// Replaying
export type { BayeuxOptions } from './replay/bayeux-options.js';
export type { ChosenCast } from './replay/cast-queue.js';
export type { FaultOptions } from './replay/faults/fault-options.js';
export { type FaultKind, type FaultRule, faultKinds } from './replay/faults/fault-rule.js';
export type { FaultPlace, InjectedFault } from './replay/faults/injected-fault.js';
export { faultText, parseFault } from './replay/faults/parse-fault.js';
export type { Miss } from './replay/matching/miss.js';
export type { NearMiss } from './replay/matching/nearest.js';
export type { LiveCall, LiveNotification } from './replay/observe/live-call.js';
export type { AtDesktop, StandInObserver } from './replay/observe/observer.js';
export type { PushedNotification } from './replay/observe/pushed-notification.js';
export type { CallFilter, NotificationFilter, WaitOptions } from './replay/observe/wanted.js';
export { loadScript, type ReplayScript } from './replay/overrides/load-script.js';
export {
  type MissOptions,
  missReplies,
  type OnMiss,
  type Repeat,
  repeats,
} from './replay/passing/miss-options.js';
export { type ReplayFileOptions, replay } from './replay/replay.js';
export type { ReplayOptions } from './replay/replay-options.js';
export type { ReplayReport } from './replay/replay-report.js';
export type { RecordedCall } from './replay/script/repertoire.js';
export type { StandIn } from './replay/stand-in.js';
export type { Timing } from './replay/timing.js';
// Words for people
export { describeCorrelated } from './report/correlate-summary.js';
export type { DifferenceJson, DiffJson } from './report/diff/diff-json.js';
export { FAIL_ON, type FailOn, failsOn } from './report/diff/fail-on.js';
export { verdictWords } from './report/diff/overview.js';
export {
  DIFF_FORMATS,
  type DiffFormat,
  type DiffStyle,
  writeDiff,
} from './report/diff/write-diff.js';
export { describeCheck, describeExamination } from './report/doctor-text.js';
export { describeDrive } from './report/drive-summary.js';
export { DriveView, type DriveViewOptions } from './report/drive-view.js';
export { describeExport } from './report/export-summary.js';
export { describeExtract } from './report/extract-summary.js';
export { followJson, followText } from './report/follow-text.js';
export { describeImport } from './report/import-summary.js';
export { describeMerge } from './report/merge-summary.js';
export { describeRecordStart, type RecordStart } from './report/record-start.js';
export { describeRecord } from './report/record-summary.js';
export { describeReplay } from './report/replay-summary.js';
export { describeScrub } from './report/scrub-summary.js';
export type { ShowStyle } from './report/show.js';
export { OperatorView, type OperatorViewOptions } from './report/status/operator-view.js';
export { type VerificationJson, verificationJson } from './report/verify-json.js';
export { describeVerification } from './report/verify-text.js';
// Rules
export {
  type Correlated,
  correlateRecording,
  type LinkCounts,
} from './rules/correlate-recording.js';
export { loadRules } from './rules/load-rules.js';
export type { NoiseKind, NoiseRule, NoiseRules } from './rules/noise-rules.js';
export type { Rules } from './rules/rules.js';
// Scrubbing
export { type Scrubbed, type ScrubOptions, scrubRecording } from './scrub/scrub-recording.js';
// Showing
export { type ShowOptions, showExchange, showRecording } from './show.js';
// Time
export { systemClock } from './time/clock.js';
// The inspector
export { type Inspectable, type InspectOptions, inspect } from './ui/server/inspect.js';
export type { Inspector } from './ui/server/open-inspector.js';
export {
  inspectRecorder,
  type RecorderInspector,
  type RecorderInspectorOptions,
} from './ui/server/thread/inspect-recorder.js';
// Writing
export { mustBeNew, writeNewFile } from './write-new-file.js';
