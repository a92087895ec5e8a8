/** The public library: the same verbs and options as the command line. */

// Recording
export { type RecordingProxy, type RecordOptions, type RecordSummary, record } from './capture/record.js';
// Errors
export {
  AddressError,
  type ExitStatus,
  RecordingError,
  UnderstudyError,
  UsageError,
} from './errors.js';
export { type ListenAddress, parseListenAddress } from './listen-address.js';
